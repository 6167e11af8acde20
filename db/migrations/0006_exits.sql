ALTER TABLE "order_lines" ADD COLUMN "faults" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "ending_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "survey_faults" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "twilio_numbers" ADD COLUMN "voice_method" text;--> statement-breakpoint
ALTER TABLE "twilio_numbers" ADD COLUMN "voice_fallback_method" text;--> statement-breakpoint
ALTER TABLE "twilio_numbers" ADD COLUMN "status_callback" text;--> statement-breakpoint
ALTER TABLE "twilio_numbers" ADD COLUMN "status_callback_method" text;--> statement-breakpoint
ALTER TABLE "twilio_numbers" ADD COLUMN "trunk_sid" text;--> statement-breakpoint
ALTER TABLE "twilio_numbers" ADD COLUMN "voice_application_sid" text;--> statement-breakpoint
ALTER TABLE "twilio_numbers" ADD COLUMN "emergency_status" text;--> statement-breakpoint
ALTER TABLE "twilio_numbers" ADD COLUMN "emergency_address_sid" text;--> statement-breakpoint
ALTER TABLE "twilio_numbers" ADD COLUMN "emergency_address_status" text;--> statement-breakpoint
CREATE INDEX "caller_ids_twilio_numbers" ON "caller_ids" USING btree ("e164") WHERE "caller_ids"."source" = 'twilio' and "caller_ids"."released_at" is null;--> statement-breakpoint
CREATE INDEX "caller_ids_forward_to" ON "caller_ids" USING btree ("forward_to") WHERE "caller_ids"."released_at" is null;--> statement-breakpoint
CREATE INDEX "order_lines_open_numbers" ON "order_lines" USING btree ("e164") WHERE "order_lines"."state" in ('queued', 'intent', 'review');--> statement-breakpoint
CREATE INDEX "orders_forward_to" ON "orders" USING btree ("forward_to") WHERE "orders"."state" in ('approved', 'buying', 'paused');