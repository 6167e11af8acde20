CREATE INDEX CONCURRENTLY "audit_events_person" ON "audit_events" USING btree ("organization_id","person_id","id") WHERE "audit_events"."person_id" is not null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY "users_by_name" ON "users" USING btree ("organization_id",lower("name"),"id");
