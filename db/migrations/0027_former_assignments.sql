CREATE TABLE "former_assignments" (
	"organization_id" text NOT NULL,
	"caller_id_id" text NOT NULL,
	"user_id" text NOT NULL,
	CONSTRAINT "former_assignments_user_id_caller_id_id_pk" PRIMARY KEY("user_id","caller_id_id")
);--> statement-breakpoint
ALTER TABLE "former_assignments" ADD CONSTRAINT "former_assignments_organization_id_caller_id_id_caller_ids_organization_id_id_fk" FOREIGN KEY ("organization_id","caller_id_id") REFERENCES "public"."caller_ids"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_assignments" ADD CONSTRAINT "former_assignments_organization_id_user_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action;
