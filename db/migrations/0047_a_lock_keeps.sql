ALTER TABLE "release_lines" ADD CONSTRAINT "release_lines_organization_id_release_id_releases_organization_id_id_fk" FOREIGN KEY ("organization_id","release_id") REFERENCES "public"."releases"("organization_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "release_lines" ADD CONSTRAINT "release_lines_organization_id_caller_id_id_caller_ids_organization_id_id_fk" FOREIGN KEY ("organization_id","caller_id_id") REFERENCES "public"."caller_ids"("organization_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Locking a number that leaves keeps it, whoever locks it: what Twilio was not asked about yet is taken out of its release.
CREATE FUNCTION keep_locked_caller_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE release_lines SET state = 'kept', finished_at = now(), lease_until = NULL
    WHERE caller_id_id = NEW.id AND state IN ('leaving', 'queued');
  IF FOUND THEN
    NEW.status := 'active';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER caller_ids_a_lock_keeps BEFORE UPDATE OF "locked" ON "caller_ids" FOR EACH ROW
  WHEN (NEW.locked AND NOT OLD.locked AND NEW.status = 'leaving') EXECUTE FUNCTION keep_locked_caller_id();
