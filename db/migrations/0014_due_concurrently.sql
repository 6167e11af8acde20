CREATE INDEX CONCURRENTLY "order_lines_next" ON "order_lines" USING btree ("order_id","state",(coalesce(greatest("lease_until", "not_before"), '-infinity'::timestamptz))) WHERE "order_lines"."state" in ('queued', 'intent');--> statement-breakpoint
CREATE INDEX CONCURRENTLY "orders_due" ON "orders" USING btree ("due_at") WHERE "orders"."state" in ('approved','buying','paused');--> statement-breakpoint
CREATE INDEX CONCURRENTLY "orders_due_of_organization" ON "orders" USING btree ("organization_id","due_at") WHERE "orders"."state" in ('approved','buying','paused');
