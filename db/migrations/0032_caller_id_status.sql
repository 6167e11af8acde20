ALTER TABLE "caller_ids" ADD COLUMN "status" text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "caller_ids" ADD COLUMN "labels" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- Whatever was taken off the list before there were statuses had gone from Twilio.
UPDATE "caller_ids" SET "status" = 'gone' WHERE "released_at" IS NOT NULL;--> statement-breakpoint
-- The release before writes "released_at" alone.
CREATE FUNCTION status_of_caller_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.released_at IS NULL AND NEW.status IN ('released', 'gone') THEN
    NEW.status = 'active';
  ELSIF NEW.released_at IS NOT NULL AND NEW.status IN ('active', 'leaving') THEN
    NEW.status = 'gone';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER caller_ids_status BEFORE INSERT OR UPDATE ON "caller_ids" FOR EACH ROW
  WHEN ((NEW.released_at IS NULL) <> (NEW.status IN ('active', 'leaving')))
  EXECUTE FUNCTION status_of_caller_id();--> statement-breakpoint
ALTER TABLE "caller_ids" ADD CONSTRAINT "caller_ids_status" CHECK ("caller_ids"."status" in ('active','leaving','released','gone'));--> statement-breakpoint
ALTER TABLE "caller_ids" ADD CONSTRAINT "caller_ids_status_released" CHECK (("caller_ids"."released_at" is null) = ("caller_ids"."status" in ('active','leaving')));--> statement-breakpoint
-- After the status has been filled: the triggers of a table run by their names.
CREATE OR REPLACE TRIGGER caller_ids_version BEFORE UPDATE ON "caller_ids" FOR EACH ROW WHEN (NEW.version = OLD.version
  AND (NEW.forward_to, NEW.ring_forever, NEW.sid, NEW.released_at, NEW.status, NEW.labels)
    IS DISTINCT FROM (OLD.forward_to, OLD.ring_forever, OLD.sid, OLD.released_at, OLD.status, OLD.labels))
  EXECUTE FUNCTION caller_id_changed();
