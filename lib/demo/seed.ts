import { eq, inArray } from "drizzle-orm";
import { orderNotices, organizations, outboxMessages } from "@/db/schema";
import { saveView } from "@/lib/caller-ids/save-view";
import { checkAvailability } from "@/lib/cart/check-availability";
import type { Admin } from "@/lib/domain/actor/actor";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { openSimulator } from "@/lib/simulator/handle";
import { sendUserNotices } from "@/lib/users/send-user-notices";
import { backdateOrder } from "./backdate";
import { changesAtTwilio } from "./changes-at-twilio";
import { comeAndGo, createPeople, listOwnNumbers, type People } from "./create-people";
import { deleteUnfinishedDemo } from "./delete-unfinished";
import { giveSomeBack } from "./give-some-back";
import { approve, buy, cancelAndClear, collect, complete, expire, keepWaiting, place, pump } from "./journey";
import { labelSome } from "./label-some";
import { ADMINS, emailOf, FRONT_DESK, LONDON, OFFICE, ORGANIZATION, UNFINISHED } from "./people";

/**
 * A believable organisation, for the demo and previews: twenty people and two who came and went, forty Caller IDs, a filled cart, and an order in
 * every state. Its orders are placed, approved and bought by the product itself and only then dated back, so that the
 * list, the audit trail and the simulated Twilio account agree. Made once.
 */
export async function seedDemo(): Promise<{ adminEmail: string; admin: Owner }> {
  if (env().twilio.kind !== "simulator" || env().email.kind !== "outbox")
    throw new Error(
      "The demo organisation buys its numbers with mailed codes: it needs the simulator and the outbox.",
    );
  const db = database();
  const adminEmail = emailOf(ADMINS[0]);
  const named = (name: string) => db.select().from(organizations).where(eq(organizations.name, name));
  const [made] = await named(ORGANIZATION);
  if (made) return { adminEmail, admin: ownerOf(made) };
  const store = openSimulator(env().databaseUrl).store;
  await store.query("select 1");
  for (const { id, twilioAccountSid } of await named(UNFINISHED))
    await deleteUnfinishedDemo(id, twilioAccountSid);

  const people = await createPeople();
  await listOwnNumbers(people);
  await endedOrders(people);
  await openOrders(people);
  const [dana] = people.admins as [Admin];
  await changesAtTwilio(dana);
  await giveSomeBack(dana);
  await comeAndGo(people);
  await labelSome(dana, { areaCode: "415" }, "Front desk");
  await labelSome(dana, { areaCode: "312" }, "Q4 push");
  await saveView(dana, { name: "Q4 push, ringing forever", query: "label=Q4+push&ring=yes" });
  await collect(dana, [
    [{ areaCode: "512" }, 2],
    [{ areaCode: "919" }, 2],
  ]);
  await checkAvailability(dana, { olderThanMinutes: 0 });
  const mails = people.admins.map((admin) => admin.email);
  await db.delete(outboxMessages).where(inArray(outboxMessages.to, mails));
  // Nobody is told today of what happened weeks ago.
  await db.delete(orderNotices).where(eq(orderNotices.organizationId, dana.organizationId));
  await db.update(organizations).set({ name: ORGANIZATION }).where(eq(organizations.id, dana.organizationId));
  // Under its name.
  await sendUserNotices();
  return { adminEmail, admin: ownerOf({ ...dana, id: dana.organizationId }) };
}

type Owner = { organizationId: string; twilioAccountSid: string };
const ownerOf = ({ id, twilioAccountSid }: { id: string; twilioAccountSid: string }): Owner => ({
  organizationId: id,
  twilioAccountSid,
});

/** The history: four purchases that went well, one in part, one not at all; one was cancelled and one forgotten. */
async function endedOrders(people: People) {
  await boughtOrders(people);
  await troubledOrders(people);
  await unapprovedOrders(people);
}

const someOf =
  ({ userIds }: People) =>
  (...indexes: number[]) =>
    indexes.map((index) => userIds[index] ?? "");

async function boughtOrders(people: People) {
  const [dana, marcus, priya] = people.admins as [Admin, Admin, Admin];
  const some = someOf(people);
  await backdateOrder(
    await buy(
      dana,
      [
        [{ areaCode: "415" }, 2],
        [{ areaCode: "628" }, 2],
      ],
      { forwardTo: OFFICE, userIds: some(0, 1, 2, 3), ringForever: true },
    ),
    { days: 34, hours: 3 },
  );
  await backdateOrder(
    await buy(
      marcus,
      [
        [{ areaCode: "512" }, 2],
        [{ areaCode: "206" }, 1],
        [{ areaCode: "617" }, 2],
      ],
      { forwardTo: FRONT_DESK, userIds: some(7, 4), ringForever: false },
    ),
    { days: 26, hours: 1 },
  );
  await backdateOrder(
    await buy(
      dana,
      [
        [{ areaCode: "720" }, 6],
        [{ areaCode: "602" }, 4],
        [{ areaCode: "404" }, 4],
        [{ areaCode: "305" }, 3],
      ],
      { forwardTo: OFFICE, userIds: some(5, 6, 8, 10, 11, 12, 13, 14), ringForever: true },
    ),
    { days: 15, hours: 5 },
  );
  await backdateOrder(
    await buy(
      priya,
      [
        [{ country: "GB", contains: "44121" }, 2],
        [{ type: "toll-free" }, 1],
        [{ country: "CA", areaCode: "416" }, 1],
      ],
      { forwardTo: LONDON, userIds: some(8, 9), ringForever: false },
    ),
    { days: 11, hours: 2 },
  );
}

async function troubledOrders(people: People) {
  const [dana, marcus] = people.admins as [Admin, Admin];
  const some = someOf(people);
  const partly = await place(dana, [[{ areaCode: "312" }, 4]], {
    forwardTo: OFFICE,
    userIds: some(5, 6, 10),
    ringForever: true,
  });
  await rivalsTake(partly.numbers.slice(0, 1));
  await complete(dana, partly);
  await backdateOrder(partly, { days: 8, hours: 4 });

  const lost = await place(marcus, [[{ areaCode: "212" }, 2]], {
    forwardTo: FRONT_DESK,
    userIds: some(15),
    ringForever: false,
  });
  await rivalsTake(lost.numbers);
  await complete(marcus, lost);
  await backdateOrder(lost, { days: 6, hours: 6 });
}

async function unapprovedOrders({ admins }: People) {
  const priya = admins[2] as Admin;
  const cancelled = await place(priya, [[{ areaCode: "702" }, 3]], {
    forwardTo: LONDON,
    userIds: [],
    ringForever: false,
  });
  await cancelAndClear(priya, cancelled);
  await backdateOrder(cancelled, { days: 5, hours: 1 });

  const forgotten = await place(priya, [[{ areaCode: "702" }, 2]], {
    forwardTo: LONDON,
    userIds: [],
    ringForever: false,
  });
  await expire(priya, forgotten);
  await backdateOrder(forgotten, { days: 3, hours: 2 });
}

/** What goes on at the moment: one order paused, one with a number being checked, one that just began, one unapproved. */
async function openOrders({ admins, userIds }: People) {
  const [dana, marcus, priya] = admins as [Admin, Admin, Admin];
  const forwarding = { forwardTo: OFFICE, userIds: userIds.slice(0, 6), ringForever: true };
  const twilio = openSimulator(env().databaseUrl).store;
  const account = SIMULATOR_CREDENTIALS.accountSid;
  const fault = (id: string, match: object, action: object, remaining: number | null) =>
    twilio.query("insert into faults (id, match, action, remaining) values ($1,$2,$3,$4)", [
      id,
      match,
      action,
      remaining,
    ]);

  // Twilio suspends the account, and is settled with again: "Resume" buys the numbers.
  const paused = await place(priya, [[{ areaCode: "503" }, 6]], forwarding);
  await fault("demo-suspended", { method: "POST", account }, { kind: "account", as: "20403" }, null);
  await approve(priya, paused);
  await pump(priya, paused, (order) => order.state === "paused");
  await twilio.query("delete from faults where id = 'demo-suspended'");
  await backdateOrder(paused, { hours: 20 });

  // Twilio sells one number without answering, and fails ever since when it is asked about it.
  const checked = await place(dana, [[{ areaCode: "615" }, 3]], forwarding);
  const [unanswered] = checked.numbers;
  await fault(
    "demo-unanswered",
    { method: "POST", phoneNumber: unanswered },
    { kind: "cut", effect: "after" },
    1,
  );
  await fault(
    "demo-silent",
    { method: "GET", phoneNumber: unanswered },
    { kind: "status5xx", effect: "before" },
    null,
  );
  await approve(dana, checked);
  await pump(dana, checked, (order) => order.bought === 2);
  await backdateOrder(checked, { minutes: 14 });

  const begun = await place(marcus, [[{ areaCode: "801" }, 5]], forwarding);
  await keepWaiting(begun);
  await approve(marcus, begun);

  await place(marcus, [[{ areaCode: "919" }, 3]], { ...forwarding, userIds: userIds.slice(3, 8) });
}

async function rivalsTake(numbers: string[]) {
  const twilio = openSimulator(env().databaseUrl).store;
  await twilio.query("insert into rivals select unnest($1::text[])", [numbers]);
}
