ALTER TABLE "audit_events" ADD COLUMN "e164" text;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "network" text;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "request_id" text;