-- What a constraint can't say: history is never rewritten, and what has ended stays ended.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON "audit_events"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON "audit_events"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION keep_line_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'order line % has ended as % and can not become %', OLD.id, OLD.state, NEW.state
    USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER order_lines_keep_ended BEFORE UPDATE OF "state" ON "order_lines"
  FOR EACH ROW WHEN (OLD.state IN ('bought', 'failed', 'dropped') AND NEW.state <> OLD.state)
  EXECUTE FUNCTION keep_line_ended();
--> statement-breakpoint
CREATE FUNCTION keep_order_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'order % has ended as % and can not become %', OLD.id, OLD.state, NEW.state
    USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER orders_keep_ended BEFORE UPDATE OF "state" ON "orders"
  FOR EACH ROW WHEN (OLD.state IN ('done', 'partly_done', 'failed', 'cancelled', 'expired') AND NEW.state <> OLD.state)
  EXECUTE FUNCTION keep_order_ended();
