ALTER TABLE "outbox_messages" ADD COLUMN "file_name" text;--> statement-breakpoint
ALTER TABLE "outbox_messages" ADD COLUMN "file_content" text;
