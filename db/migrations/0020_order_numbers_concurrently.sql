CREATE UNIQUE INDEX CONCURRENTLY "orders_number" ON "orders" USING btree ("organization_id","number");
