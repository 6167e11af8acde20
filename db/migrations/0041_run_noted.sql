ALTER TABLE "reconcile_runs" ADD COLUMN "noted_at" timestamp with time zone;
