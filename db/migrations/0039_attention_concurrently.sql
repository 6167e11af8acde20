-- The rows of before, a few at a time: nobody waits for them, and an interrupted run begins anew.
DO $$
DECLARE
  after text := '';
  upto text;
BEGIN
  LOOP
    SELECT max(id) INTO upto FROM (SELECT id FROM caller_ids WHERE id > after ORDER BY id LIMIT 5000) few;
    EXIT WHEN upto IS NULL;
    UPDATE caller_ids c SET attention = NULL WHERE c.id > after AND c.id <= upto AND c.released_at IS NULL
      AND c.source = 'twilio' AND (c.forward_to IS NULL OR EXISTS (SELECT FROM caller_ids ours
        WHERE ours.e164 = c.forward_to AND ours.source = 'twilio' AND ours.released_at IS NULL));
    COMMIT;
    after := upto;
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE "caller_ids" VALIDATE CONSTRAINT "caller_ids_at_twilio";--> statement-breakpoint
ALTER TABLE "caller_ids" VALIDATE CONSTRAINT "caller_ids_attention";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "caller_ids_attention" ON "caller_ids" USING btree ("organization_id","added_at" DESC NULLS FIRST,"e164") WHERE "caller_ids"."attention" is not null and "caller_ids"."released_at" is null;
