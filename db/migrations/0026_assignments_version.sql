-- Who may use a number is a part of it. Once a statement, for all the numbers that it touched.
CREATE FUNCTION users_of_caller_ids_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE caller_ids SET version = version + 1 WHERE id IN (SELECT caller_id_id FROM changed);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_added AFTER INSERT ON "assignments" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION users_of_caller_ids_changed();--> statement-breakpoint
CREATE TRIGGER assignments_removed AFTER DELETE ON "assignments" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION users_of_caller_ids_changed();
