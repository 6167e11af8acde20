CREATE TABLE "searches" (
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"query" text NOT NULL,
	"offers" jsonb NOT NULL,
	"around" integer NOT NULL,
	"searched_at" timestamp with time zone NOT NULL,
	CONSTRAINT "searches_user_id_query_pk" PRIMARY KEY("user_id","query")
);
--> statement-breakpoint
ALTER TABLE "searches" ADD CONSTRAINT "searches_organization_id_user_id_users_organization_id_id_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."users"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "searches_recent" ON "searches" USING btree ("user_id","searched_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "searches_old" ON "searches" USING btree ("searched_at");--> statement-breakpoint
CREATE INDEX "verification_tokens_token" ON "verification_tokens" USING btree ("token");