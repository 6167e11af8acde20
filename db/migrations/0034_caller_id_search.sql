ALTER TABLE "caller_ids" ADD COLUMN "search_text" text;--> statement-breakpoint
ALTER TABLE "caller_ids" ADD COLUMN "locked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- Text as people search for it: without capitals, accents and what nobody sees, every dash a "-". Rows and what is asked go
-- through the same function, whatever the locale of the database.
CREATE FUNCTION search_key(typed text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(normalize(lower(regexp_replace(regexp_replace(regexp_replace(normalize(typed, NFKC),
    '[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]', '', 'g'),
    '[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]', '-', 'g'), '\s+', ' ', 'g') COLLATE "und-x-icu"), NFD),
    '[\u0300-\u036f]', '', 'g')
$$;
--> statement-breakpoint
-- What a search looks in: whichever release writes the row.
CREATE FUNCTION search_text_of_caller_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_text = ' ' || search_key(
    concat_ws(', ', ltrim(NEW.e164, '+'), NEW.locality, NEW.region, nullif(array_to_string(NEW.labels, ', '), '')));
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER caller_ids_search_text BEFORE INSERT OR UPDATE OF "e164", "locality", "region", "labels", "search_text"
  ON "caller_ids" FOR EACH ROW EXECUTE FUNCTION search_text_of_caller_id();--> statement-breakpoint
CREATE OR REPLACE TRIGGER caller_ids_version BEFORE UPDATE ON "caller_ids" FOR EACH ROW WHEN (NEW.version = OLD.version
  AND (NEW.forward_to, NEW.ring_forever, NEW.sid, NEW.released_at, NEW.status, NEW.labels, NEW.locked)
    IS DISTINCT FROM (OLD.forward_to, OLD.ring_forever, OLD.sid, OLD.released_at, OLD.status, OLD.labels, OLD.locked))
  EXECUTE FUNCTION caller_id_changed();
