CREATE TABLE "release_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"release_id" text NOT NULL,
	"caller_id_id" text NOT NULL,
	"twilio_account_sid" text NOT NULL,
	"e164" text NOT NULL,
	"sid" text NOT NULL,
	"state" text NOT NULL,
	"failure" text,
	"takes_address_off" boolean DEFAULT false NOT NULL,
	"address_looks" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_attempt_at" timestamp with time zone,
	"checks" integer DEFAULT 0 NOT NULL,
	"faults" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"fence" bigint DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "release_lines_state" CHECK ("release_lines"."state" in ('leaving','queued','releasing','released','kept','refused'))
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"twilio_account_sid" text NOT NULL,
	"reason" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"numbers" integer NOT NULL,
	"release_on" date,
	"begun_at" timestamp with time zone,
	"turn_at" timestamp with time zone,
	"paused_reason" text,
	CONSTRAINT "releases_organization_id" UNIQUE("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_organization_id_user_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "release_lines_of_release" ON "release_lines" USING btree ("release_id","state","not_before");--> statement-breakpoint
CREATE INDEX "release_lines_of_caller_id" ON "release_lines" USING btree ("caller_id_id");--> statement-breakpoint
CREATE INDEX "release_lines_sid" ON "release_lines" USING btree ("sid");--> statement-breakpoint
CREATE UNIQUE INDEX "release_lines_open" ON "release_lines" USING btree ("caller_id_id") WHERE "release_lines"."state" in ('leaving','queued','releasing');--> statement-breakpoint
CREATE INDEX "releases_newest" ON "releases" USING btree ("organization_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "releases_turn" ON "releases" USING btree ("turn_at") WHERE "releases"."turn_at" is not null and "releases"."paused_reason" is null;--> statement-breakpoint
CREATE INDEX "releases_resting" ON "releases" USING btree ("organization_id","at") WHERE "releases"."paused_reason" is not null;--> statement-breakpoint
CREATE INDEX "releases_to_begin" ON "releases" USING btree ("release_on") WHERE "releases"."begun_at" is null;