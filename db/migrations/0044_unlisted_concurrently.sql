CREATE INDEX CONCURRENTLY "twilio_numbers_unlisted" ON "twilio_numbers" USING btree ("organization_id") WHERE "twilio_numbers"."unlisted_since" is not null;
