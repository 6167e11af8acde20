ALTER TABLE "twilio_numbers" ADD COLUMN "unlisted_since" timestamp with time zone;
