ALTER TABLE "organizations" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;
