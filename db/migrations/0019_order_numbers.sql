ALTER TABLE "orders" ADD COLUMN "number" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "superseded_at" timestamp with time zone;--> statement-breakpoint
-- Orders of before are numbered by their date.
UPDATE "orders" SET "number" = numbered.nr FROM (
  SELECT id, 1000 + row_number() OVER (PARTITION BY organization_id ORDER BY created_at, id) AS nr FROM "orders"
) numbered WHERE numbered.id = "orders".id;--> statement-breakpoint
UPDATE "organizations" SET "last_order_number" = counted.last FROM (
  SELECT organization_id, max("number") AS last FROM "orders" GROUP BY organization_id
) counted WHERE counted.organization_id = "organizations".id;--> statement-breakpoint
UPDATE "orders" SET "superseded_at" = "orders".finished_at FROM audit_events e
  WHERE e.order_id = "orders".id AND e.event = 'order.cancelled' AND e.details->>'why' = 'a newer order';--> statement-breakpoint
-- Whichever release places an order, the next number is its own; two at once wait for one another.
CREATE FUNCTION number_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE organizations SET last_order_number = last_order_number + 1 WHERE id = NEW.organization_id
    RETURNING last_order_number INTO NEW.number;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER orders_number BEFORE INSERT ON "orders"
  FOR EACH ROW WHEN (NEW.number = 0) EXECUTE FUNCTION number_order();
