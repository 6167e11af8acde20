ALTER TABLE "caller_ids" ADD COLUMN "at_twilio" text;--> statement-breakpoint
ALTER TABLE "caller_ids" ADD COLUMN "ring_failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "caller_ids" ADD COLUMN "attention" text;--> statement-breakpoint
ALTER TABLE "caller_ids" ADD CONSTRAINT "caller_ids_at_twilio" CHECK ("caller_ids"."at_twilio" in ('gone','renamed','redirected','altered')) NOT VALID;--> statement-breakpoint
ALTER TABLE "caller_ids" ADD CONSTRAINT "caller_ids_attention" CHECK ("caller_ids"."attention" in ('gone','changed','nowhere','unreachable')) NOT VALID;--> statement-breakpoint
-- Whichever release writes the row. That its forwarding number becomes one of ours, or ceases to be, the runner notices.
CREATE FUNCTION attention_of_caller_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.forward_to IS DISTINCT FROM OLD.forward_to THEN
    NEW.ring_failed_at = NULL;
  END IF;
  NEW.attention = CASE
    WHEN NEW.released_at IS NOT NULL OR NEW.source <> 'twilio' THEN NULL
    WHEN NEW.at_twilio = 'gone' THEN 'gone'
    WHEN NEW.at_twilio = 'renamed' OR NEW.at_twilio IS NOT NULL AND NEW.forward_to IS NOT NULL THEN 'changed'
    -- Calls that go elsewhere by somebody's will are no fault.
    WHEN NEW.at_twilio = 'redirected' THEN NULL
    WHEN NEW.forward_to IS NULL THEN 'nowhere'
    WHEN NEW.ring_failed_at IS NOT NULL OR EXISTS (SELECT FROM caller_ids ours WHERE ours.e164 = NEW.forward_to
      AND ours.source = 'twilio' AND ours.released_at IS NULL) THEN 'unreachable'
  END;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER caller_ids_attention BEFORE INSERT OR UPDATE OF "forward_to", "released_at", "source", "at_twilio",
  "ring_failed_at", "attention" ON "caller_ids" FOR EACH ROW EXECUTE FUNCTION attention_of_caller_id();
