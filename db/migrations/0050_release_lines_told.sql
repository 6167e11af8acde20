ALTER TABLE "release_lines" ADD COLUMN "notice_id" text;
