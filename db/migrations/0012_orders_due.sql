ALTER TABLE "orders" ADD COLUMN "due_at" timestamp with time zone DEFAULT now();--> statement-breakpoint
-- Whoever changes what an order waits for, whichever release, has the engine look at it.
CREATE FUNCTION order_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.due_at = clock_timestamp();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER orders_due BEFORE UPDATE ON "orders"
  FOR EACH ROW WHEN (NEW.due_at IS NOT DISTINCT FROM OLD.due_at AND (NEW.state <> OLD.state
    OR NEW.survey_until IS DISTINCT FROM OLD.survey_until OR NEW.not_before IS DISTINCT FROM OLD.not_before))
  EXECUTE FUNCTION order_is_due();
