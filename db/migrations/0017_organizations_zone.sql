ALTER TABLE "organizations" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "last_order_number" integer DEFAULT 1000 NOT NULL;
