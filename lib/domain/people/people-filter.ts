import { z } from "zod";
import { oneOf, wordsAsked } from "@/lib/domain/form-fields";
import { cleanTyped } from "@/lib/domain/typed-text";
import { PERSON_ROLES } from "./role";

/** Which people a list shows, as its address says it; nonsense means all. */
export const peopleFilterSchema = z.object({
  q: wordsAsked(200),
  role: oneOf(PERSON_ROLES),
  team: wordsAsked(200),
  active: oneOf(["yes", "no"]),
});
export type PeopleFilter = z.output<typeof peopleFilterSchema>;

/** Without accents and capitals, as people search for names. */
export const searchKey = (text: string) =>
  cleanTyped(text)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
