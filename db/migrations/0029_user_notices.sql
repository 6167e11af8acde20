CREATE TABLE "user_notices" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"to" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "user_notices_kind" CHECK ("user_notices"."kind" in ('invited','new-address','address-changed','phone-changed'))
);--> statement-breakpoint
ALTER TABLE "user_notices" ADD CONSTRAINT "user_notices_organization_id_user_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "user_notices_due" ON "user_notices" USING btree ("created_at") WHERE "user_notices"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "user_notices_one_waiting" ON "user_notices" USING btree ("user_id","kind","to") WHERE "user_notices"."ended_at" is null;
