ALTER TABLE "carts" ADD COLUMN "checking_until" timestamp with time zone;
