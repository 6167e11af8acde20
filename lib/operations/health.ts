import { database } from "@/db/client";
import { answers } from "@/db/queries/health";

/** Whether the application's database answers. */
export const databaseAnswers = () => answers(database());
