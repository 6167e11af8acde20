import { z } from "zod";
import { cleanTyped } from "@/lib/domain/typed-text";
import { PERSON_ROLES } from "./role";

const text = z
  .string()
  .max(200)
  .transform(cleanTyped)
  .transform((value) => value || null)
  .nullish()
  .transform((value) => value ?? null)
  .catch(null);

/** Which people a list shows, as its address says it; nonsense means all. */
export const peopleFilterSchema = z.object({
  q: text,
  role: z
    .enum(PERSON_ROLES)
    .nullish()
    .transform((value) => value ?? null)
    .catch(null),
  team: text,
  active: z
    .enum(["yes", "no"])
    .nullish()
    .transform((value) => value ?? null)
    .catch(null),
});
export type PeopleFilter = z.output<typeof peopleFilterSchema>;

/** Without accents and capitals, as people search for names. */
export const searchKey = (text: string) =>
  cleanTyped(text)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
