DROP INDEX "caller_ids_newest";--> statement-breakpoint
DROP INDEX "orders_newest";