CREATE INDEX CONCURRENTLY "release_lines_notice" ON "release_lines" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY "release_lines_untold" ON "release_lines" USING btree ("release_id") WHERE "release_lines"."state" = 'released' and "release_lines"."notice_id" is null;
