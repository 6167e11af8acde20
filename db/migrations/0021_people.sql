ALTER TABLE "users" ADD COLUMN "owner" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "team" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "invited_at" timestamp with time zone;--> statement-breakpoint
-- Whoever was an administrator until now owns the organisation.
UPDATE "users" SET "owner" = true WHERE "role" = 'admin';--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_owner_is_admin" CHECK (not "users"."owner" or "users"."role" = 'admin');--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_phone" CHECK ("users"."phone" ~ '^[+][1-9][0-9]{6,14}$');--> statement-breakpoint
-- An organisation that has an active owner keeps one, whatever two people do at the same moment: the second waits for the
-- organisation's row and sees what the first has done.
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM organizations WHERE id = OLD.organization_id FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (SELECT FROM users
      WHERE organization_id = OLD.organization_id AND owner AND deactivated_at IS NULL) THEN
    RAISE EXCEPTION 'This is the last active owner of the organisation'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'users_last_owner';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER users_last_owner AFTER UPDATE ON "users" FOR EACH ROW
  WHEN (OLD.owner AND OLD.deactivated_at IS NULL AND (NOT NEW.owner OR NEW.deactivated_at IS NOT NULL))
  EXECUTE FUNCTION keep_an_owner();--> statement-breakpoint
-- At the end of a transaction, so that a whole organisation can go.
CREATE CONSTRAINT TRIGGER users_last_owner_deleted AFTER DELETE ON "users" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.owner AND OLD.deactivated_at IS NULL) EXECUTE FUNCTION keep_an_owner();
