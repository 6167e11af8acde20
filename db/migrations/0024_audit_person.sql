ALTER TABLE "audit_events" ADD COLUMN "person_id" text;
