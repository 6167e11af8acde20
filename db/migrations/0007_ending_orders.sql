-- An order whose rest an admin has cancelled buys nothing more, whichever release asks.
CREATE FUNCTION keep_order_ending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what is left of order % was cancelled, it can not become %', OLD.id, NEW.state
    USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER orders_keep_ending BEFORE UPDATE ON "orders"
  FOR EACH ROW WHEN (OLD.ending_since IS NOT NULL AND (NEW.state IN ('approved', 'buying') OR NEW.ending_since IS NULL))
  EXECUTE FUNCTION keep_order_ending();
