CREATE TABLE "provider_limits" (
	"twilio_account_sid" text PRIMARY KEY NOT NULL,
	"width" integer NOT NULL,
	"narrowed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "provider_slots" DROP COLUMN "line_id";