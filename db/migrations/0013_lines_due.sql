-- A line that may be taken up sooner than before, or again, has the engine look at its order.
CREATE FUNCTION line_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE orders SET due_at = clock_timestamp() WHERE id = NEW.order_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER order_lines_due AFTER UPDATE ON "order_lines"
  FOR EACH ROW WHEN (NEW.state IN ('queued', 'intent') AND (OLD.state NOT IN ('proposed', 'queued', 'intent')
    OR coalesce(greatest(NEW.lease_until, NEW.not_before), '-infinity')
      < coalesce(greatest(OLD.lease_until, OLD.not_before), '-infinity')))
  EXECUTE FUNCTION line_is_due();
