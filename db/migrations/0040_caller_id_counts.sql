CREATE TABLE "caller_id_counts" (
	"organization_id" text NOT NULL,
	"currency" text NOT NULL,
	"listed" integer NOT NULL,
	"purchased" integer NOT NULL,
	"attention" integer NOT NULL,
	"price_micros" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "caller_id_counts_of" ON "caller_id_counts" USING btree ("organization_id");--> statement-breakpoint
-- One row for each statement that changes what is listed: writers wait for nobody, and the sum is exact.
CREATE FUNCTION count_caller_ids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO caller_id_counts SELECT organization_id, coalesce(currency, ''), count(*),
      count(*) FILTER (WHERE source = 'twilio'), count(attention), coalesce(sum(price_micros), 0)
    FROM later WHERE released_at IS NULL GROUP BY 1, 2;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO caller_id_counts SELECT organization_id, coalesce(currency, ''), -count(*),
      -count(*) FILTER (WHERE source = 'twilio'), -count(attention), -coalesce(sum(price_micros), 0)
    FROM earlier WHERE released_at IS NULL GROUP BY 1, 2;
  ELSE
    INSERT INTO caller_id_counts SELECT * FROM (
      SELECT organization_id, coalesce(currency, ''), sum(n) AS listed,
        coalesce(sum(n) FILTER (WHERE source = 'twilio'), 0) AS purchased,
        coalesce(sum(n) FILTER (WHERE attention IS NOT NULL), 0) AS attention,
        coalesce(sum(n * price_micros), 0) AS micros
      FROM (SELECT organization_id, currency, source, attention, price_micros, 1 AS n FROM later
          WHERE released_at IS NULL
        UNION ALL SELECT organization_id, currency, source, attention, price_micros, -1 FROM earlier
          WHERE released_at IS NULL) sides
      GROUP BY 1, 2) changed
    WHERE listed <> 0 OR purchased <> 0 OR attention <> 0 OR micros <> 0;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER caller_ids_counted_insert AFTER INSERT ON "caller_ids" REFERENCING NEW TABLE AS later
  FOR EACH STATEMENT EXECUTE FUNCTION count_caller_ids();--> statement-breakpoint
CREATE TRIGGER caller_ids_counted_update AFTER UPDATE ON "caller_ids" REFERENCING OLD TABLE AS earlier NEW TABLE AS later
  FOR EACH STATEMENT EXECUTE FUNCTION count_caller_ids();--> statement-breakpoint
CREATE TRIGGER caller_ids_counted_delete AFTER DELETE ON "caller_ids" REFERENCING OLD TABLE AS earlier
  FOR EACH STATEMENT EXECUTE FUNCTION count_caller_ids();--> statement-breakpoint
INSERT INTO caller_id_counts SELECT organization_id, coalesce(currency, ''), count(*),
  count(*) FILTER (WHERE source = 'twilio'), count(attention), coalesce(sum(price_micros), 0)
FROM caller_ids WHERE released_at IS NULL GROUP BY 1, 2;
