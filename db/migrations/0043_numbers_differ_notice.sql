ALTER TABLE "user_notices" DROP CONSTRAINT "user_notices_kind";--> statement-breakpoint
ALTER TABLE "user_notices" ADD CONSTRAINT "user_notices_kind" CHECK ("user_notices"."kind" in ('invited','new-address','address-changed','phone-changed','numbers-differ')) NOT VALID;--> statement-breakpoint
ALTER TABLE "user_notices" VALIDATE CONSTRAINT "user_notices_kind";
