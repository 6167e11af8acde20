-- The rows of before, a few at a time: nobody waits for them, and an interrupted run goes on where it was.
DO $$
BEGIN
  LOOP
    UPDATE "caller_ids" SET "search_text" = '' WHERE "id" IN
      (SELECT "id" FROM "caller_ids" WHERE "search_text" IS NULL ORDER BY "id" LIMIT 5000 FOR NO KEY UPDATE);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $$;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY "caller_ids_by_place" ON "caller_ids" USING btree ("organization_id",lower(coalesce(locality, '~') || ' ' || coalesce(region, '~')),"id") WHERE "caller_ids"."released_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY "caller_ids_by_price" ON "caller_ids" USING btree ("organization_id",coalesce(price_micros, 0),"id") WHERE "caller_ids"."released_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY "caller_ids_search_text" ON "caller_ids" USING gin ("search_text" gin_trgm_ops);