CREATE TABLE "reconcile_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"twilio_account_sid" text NOT NULL,
	"requested_by" text,
	"state" text DEFAULT 'running' NOT NULL,
	"problem" text,
	"expected" integer NOT NULL,
	"read" integer DEFAULT 0 NOT NULL,
	"next_page" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"not_before" timestamp with time zone,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "reconcile_runs_state" CHECK ("reconcile_runs"."state" in ('running','done','failed'))
);
--> statement-breakpoint
CREATE TABLE "twilio_numbers" (
	"organization_id" text NOT NULL,
	"twilio_account_sid" text NOT NULL,
	"sid" text NOT NULL,
	"e164" text NOT NULL,
	"country" text NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"voice_url" text NOT NULL,
	"voice_fallback_url" text NOT NULL,
	"overridden" boolean NOT NULL,
	"created_at" timestamp with time zone,
	"run_id" text NOT NULL,
	"claimed_until" timestamp with time zone,
	CONSTRAINT "twilio_numbers_twilio_account_sid_sid_pk" PRIMARY KEY("twilio_account_sid","sid")
);
--> statement-breakpoint
ALTER TABLE "reconcile_runs" ADD CONSTRAINT "reconcile_runs_organization_id_twilio_account_sid_organizations_id_twilio_account_sid_fk" FOREIGN KEY ("organization_id","twilio_account_sid") REFERENCES "public"."organizations"("id","twilio_account_sid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "twilio_numbers" ADD CONSTRAINT "twilio_numbers_organization_id_twilio_account_sid_organizations_id_twilio_account_sid_fk" FOREIGN KEY ("organization_id","twilio_account_sid") REFERENCES "public"."organizations"("id","twilio_account_sid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "reconcile_runs_one_running" ON "reconcile_runs" USING btree ("twilio_account_sid") WHERE "reconcile_runs"."state" = 'running';--> statement-breakpoint
CREATE INDEX "reconcile_runs_newest" ON "reconcile_runs" USING btree ("organization_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "twilio_numbers_e164" ON "twilio_numbers" USING btree ("twilio_account_sid","e164");