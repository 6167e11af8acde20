import { z } from "zod";
import { many } from "@/lib/domain/form-fields";
import { idSchema } from "@/lib/domain/new-id";
import { cleanTyped } from "@/lib/domain/typed-text";

/** What the list of users posts, in which people and whole teams are ticked. */
export const userChoiceFields = {
  users: many(idSchema, 2000),
  /** Whole teams: whoever is in them at that moment. */
  teams: many(z.string().max(100).transform(cleanTyped), 2000),
  /** "Select all" without scripts. */
  everyone: z.string().optional(),
  find: z.string().max(200).default(""),
  /** What the list that was ticked had been searched for. */
  searched: z.string().max(200).default(""),
  do: z.string().optional(),
};
type UserChoice = {
  users: string[];
  teams: string[];
  everyone?: string;
  find: string;
  searched: string;
  do?: string;
};

/** The Search button of the list, or Enter in it, without scripts: nothing else was meant. */
export const isSearchAlone = (choice: UserChoice) =>
  choice.do === "find" || (choice.do === "enter" && choice.find !== choice.searched);
