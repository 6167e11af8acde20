DROP INDEX CONCURRENTLY IF EXISTS "caller_ids_newest";--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "orders_newest";