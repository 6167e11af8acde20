ALTER TABLE "reconcile_runs" ADD COLUMN "noted_at" timestamp with time zone;--> statement-breakpoint
-- Of what was read before, the newest alone says how the account is.
UPDATE "reconcile_runs" r SET "noted_at" = now() WHERE "state" = 'done' AND EXISTS (SELECT FROM "reconcile_runs" newer
  WHERE newer."organization_id" = r."organization_id" AND newer."state" = 'done' AND newer."started_at" > r."started_at");
