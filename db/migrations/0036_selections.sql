CREATE TABLE "caller_id_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"part" text NOT NULL,
	"words" text NOT NULL,
	"chosen" integer NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"moved" integer DEFAULT 0 NOT NULL,
	"kept" integer DEFAULT 0 NOT NULL,
	"undoes" text,
	CONSTRAINT "caller_id_changes_undone_once" UNIQUE("undoes"),
	CONSTRAINT "caller_id_changes_organization_id_user_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action
);
--> statement-breakpoint
CREATE TABLE "changed_caller_ids" (
	"change_id" text NOT NULL,
	"nr" integer NOT NULL,
	"caller_id_id" text NOT NULL,
	"outcome" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	CONSTRAINT "changed_caller_ids_change_id_nr_pk" PRIMARY KEY("change_id","nr"),
	CONSTRAINT "changed_caller_ids_change_id_caller_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."caller_id_changes"("id") ON DELETE cascade ON UPDATE no action
);
--> statement-breakpoint
CREATE TABLE "selections" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"words" text NOT NULL,
	"numbers" integer NOT NULL,
	"intended" jsonb,
	"change_id" text,
	CONSTRAINT "selections_organization_id_user_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action
);
--> statement-breakpoint
CREATE TABLE "selected_caller_ids" (
	"selection_id" text NOT NULL,
	"nr" integer NOT NULL,
	"caller_id_id" text NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "selected_caller_ids_selection_id_nr_pk" PRIMARY KEY("selection_id","nr"),
	CONSTRAINT "selected_caller_ids_selection_id_selections_id_fk" FOREIGN KEY ("selection_id") REFERENCES "public"."selections"("id") ON DELETE cascade ON UPDATE no action
);
--> statement-breakpoint
CREATE INDEX "caller_id_changes_newest" ON "caller_id_changes" USING btree ("organization_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "selections_old" ON "selections" USING btree ("at");