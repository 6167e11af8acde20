import { actionFields } from "../support/action-fields";
import type { Action } from "../support/built-actions";
import { SELECTED, type Victim } from "./walk-victim";

const FIELDS = actionFields();

/** The order that an action could do something to. */
export const orderFor = ({ name }: Action, { orderIds }: Victim) =>
  ({
    resumeAction: orderIds.paused,
    cancelRemainingAction: orderIds.left,
    putBackAction: orderIds.failed,
  })[name] ?? orderIds.awaiting;

/** What is posted, by the field's name. */
export const valuesFor = ({ orderIds, code, toRemove, row, colleague, heir, callerId, admin }: Victim) => ({
  orderId: orderIds.awaiting,
  here: "//evil.example",
  back: "//evil.example",
  code,
  remove: toRemove,
  line: toRemove,
  // Its other verbs need rows of other kinds; strangers try those in lib/reconcile/*.db.test.ts.
  verb: "adopt",
  row,
  owner: "forged",
  rows: row,
  calls: "forward",
  after: "+12065550141",
  before: "+12065550141",
  show: "unlisted",
  offer: "forged",
  search: "areaCode=512",
  forwardTo: "(628) 555-0100",
  users: colleague.id,
  everyone: "yes",
  ringForever: "yes",
  find: "",
  searched: "",
  do: "proceed",
  email: admin.email,
  to: "//evil.example",
  // People: a colleague of the victim's, and who could get what is theirs.
  userId: colleague.id,
  version: "1",
  name: "Mallory",
  phone: "(628) 555-0123",
  team: "Mallory's",
  role: "owner",
  giveTo: heir.id,
  giveBack: "yes",
  user: colleague.id,
  number: callerId,
  callerIdId: callerId,
  shown: "forged",
  labels: "Mallory",
  finishedMails: "yes",
  all: "yes",
  areaCode: "",
  teams: "",
  country: "CA",
  timeZone: "Europe/London",
  token: "adr_forged.mac",
  // Many at once.
  selection: SELECTED.selection,
  changeId: SELECTED.change,
  viewId: SELECTED.view,
  scope: "match",
  query: "",
  part: "lock",
  how: "replace",
  locked: "yes",
  releaseId: SELECTED.release,
  until: "2099-01-01",
  reason: "ended",
  words: "",
  address: "yes",
  trunks: "0",
  on: "number",
  confirm: "1",
});

/** The cart's buttons. */
const CART_VERBS = ["remove", "remove-excess", "without-papers", "undo", "check", "clear"];

/** What is posted to an action: each field of its schema, one button of several at a time. */
export function formsFor(action: Action, victim: Victim): FormData[] {
  const values: Record<string, string> = { ...valuesFor(victim), orderId: orderFor(action, victim) };
  const own = FIELDS.get(action.name) ?? [];
  const made = (change: Record<string, string>, without: string[] = []) => {
    const form = new FormData();
    for (const field of own)
      if (!without.includes(field)) form.append(field, change[field] ?? values[field] ?? "");
    return form;
  };
  if (action.name !== "changeCartAction") return [made({})];
  return [made({}, ["verb"]), ...CART_VERBS.map((verb) => made({ verb }, ["remove"]))];
}
