ALTER TABLE "caller_ids" ADD COLUMN "search_text" text;--> statement-breakpoint
ALTER TABLE "caller_ids" ADD COLUMN "locked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- What a search looks in, as `searchKey` of lib/domain/people writes what was asked: whichever release writes the row.
CREATE FUNCTION search_text_of_caller_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_text = ' ' || regexp_replace(normalize(lower(normalize(
    concat_ws(', ', ltrim(NEW.e164, '+'), NEW.locality, NEW.region, nullif(array_to_string(NEW.labels, ', '), '')),
    NFKC)), NFD), '[\u0300-\u036f]', '', 'g');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER caller_ids_search_text BEFORE INSERT OR UPDATE OF "e164", "locality", "region", "labels", "search_text"
  ON "caller_ids" FOR EACH ROW EXECUTE FUNCTION search_text_of_caller_id();--> statement-breakpoint
UPDATE "caller_ids" SET "search_text" = '';--> statement-breakpoint
CREATE OR REPLACE TRIGGER caller_ids_version BEFORE UPDATE ON "caller_ids" FOR EACH ROW WHEN (NEW.version = OLD.version
  AND (NEW.forward_to, NEW.ring_forever, NEW.sid, NEW.released_at, NEW.status, NEW.labels, NEW.locked)
    IS DISTINCT FROM (OLD.forward_to, OLD.ring_forever, OLD.sid, OLD.released_at, OLD.status, OLD.labels, OLD.locked))
  EXECUTE FUNCTION caller_id_changed();
