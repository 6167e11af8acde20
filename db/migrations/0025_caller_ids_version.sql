ALTER TABLE "caller_ids" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
-- Whichever release changes a number raises its version.
CREATE FUNCTION caller_id_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version = OLD.version + 1;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER caller_ids_version BEFORE UPDATE ON "caller_ids" FOR EACH ROW WHEN (NEW.version = OLD.version
  AND (NEW.forward_to, NEW.ring_forever, NEW.sid, NEW.released_at)
    IS DISTINCT FROM (OLD.forward_to, OLD.ring_forever, OLD.sid, OLD.released_at))
  EXECUTE FUNCTION caller_id_changed();
