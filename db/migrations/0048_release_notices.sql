CREATE TABLE "release_notices" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"release_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "release_notices" ADD CONSTRAINT "release_notices_organization_id_release_id_releases_organization_id_id_fk" FOREIGN KEY ("organization_id","release_id") REFERENCES "public"."releases"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "release_notices_due" ON "release_notices" USING btree ("created_at") WHERE "release_notices"."ended_at" is null;
