import { eq } from "drizzle-orm";
import type { Admin } from "@/lib/auth/admin";
import { addToCart } from "@/lib/cart/add-to-cart";
import { env, SIMULATOR_CREDENTIALS } from "@/lib/env";
import { ANYTHING, type NumberSearch } from "@/lib/offers/search";
import { searchOffers } from "@/lib/offers/search-offers";
import { installedEngine } from "@/lib/orders/engine";
import { placeOrder } from "@/lib/orders/place-order";
import { pumpOrders } from "@/lib/orders/pump-orders";
import { validateCode } from "@/lib/transaction-codes/validate-code";
import { openSimulator } from "@/lib/twilio/simulator/handle";
import { database } from "./client";
import { assignUsers } from "./queries/caller-ids";
import { createAdmin } from "./queries/create-admin";
import { listOutbox } from "./queries/outbox";
import { callerIds, organizations, outboxMessages, users } from "./schema";

const ORGANIZATION = "Brightwater Calling";
const ADMIN = { email: "dana.kessler@brightwater.example", name: "Dana Kessler" };
const PEOPLE = [
  "Maya Lindqvist",
  "Tomás Ferreira",
  "Priya Raman",
  "Owen Gallagher",
  "Aiko Tanaka",
  "Leila Haddad",
  "Marcus Reid",
  "Sofie Brandt",
  "Daniel Osei",
  "Grace Whitfield",
  "Ines Duarte",
  "Jonah Feld",
];
const OWN = [
  ["+13125550176", "Chicago", "IL"],
  ["+17205550123", "Denver", "CO"],
  ["+12025550143", "Washington", "DC"],
  ["+14045550118", "Atlanta", "GA"],
  ["+16025550187", "Phoenix", "AZ"],
] as const;

/**
 * A believable organisation, for the demo and previews. Its orders are placed, approved and bought by the product
 * itself, so that the list, the audit trail and the simulated Twilio account agree. Made once.
 */
export async function seedDemo(): Promise<{ adminEmail: string }> {
  if (env().twilio.kind !== "simulator")
    throw new Error("The demo organisation buys its numbers: it needs the simulator.");
  const db = database();
  const [known] = await db.select().from(organizations).where(eq(organizations.name, ORGANIZATION));
  if (known) return { adminEmail: ADMIN.email };
  const created = await createAdmin(db, {
    ...ADMIN,
    organization: ORGANIZATION,
    twilioAccountSid: SIMULATOR_CREDENTIALS.accountSid,
    maximum: 250,
  });
  if (created.kind !== "created")
    throw new Error("The demo's Twilio account belongs to another organisation.");
  const { organizationId, userId } = created;
  const admin = { ...ADMIN, organizationId, organizationName: ORGANIZATION, userId } as Admin;
  const people = await db
    .insert(users)
    .values(PEOPLE.map((name) => ({ organizationId, name, email: emailOf(name) })))
    .returning({ id: users.id });
  await listOwnNumbers(
    organizationId,
    people.map((person) => person.id),
  );

  const some = (...indexes: number[]) => indexes.map((index) => people[index]?.id ?? "");
  await buy(
    admin,
    [
      [{ areaCode: "415" }, 2],
      [{ areaCode: "628" }, 2],
    ],
    "+16285550100",
    some(0, 1, 2, 3),
    true,
  );
  await buy(
    admin,
    [
      [{ areaCode: "512" }, 2],
      [{ areaCode: "206" }, 1],
      [{ areaCode: "617" }, 2],
    ],
    "+17375550102",
    some(7, 4),
    false,
  );
  await buy(
    admin,
    [
      [{ country: "GB", contains: "44121" }, 2],
      [{ type: "toll-free" }, 1],
      [{ country: "CA", areaCode: "416" }, 1],
    ],
    "+442079460018",
    some(8, 9),
    false,
  );
  await buy(admin, [[{ areaCode: "312" }, 4]], "+16285550100", some(5, 6, 10), true, { takenBetween: 1 });
  await db.delete(outboxMessages);
  return { adminEmail: ADMIN.email };
}

const emailOf = (name: string) =>
  `${name
    .split(" ")[0]
    ?.normalize("NFD")
    .replace(/[^a-z]/gi, "")
    .toLowerCase()}@brightwater.example`;

async function listOwnNumbers(organizationId: string, people: string[]) {
  const db = database();
  for (const [index, [e164, locality, region]] of OWN.entries()) {
    const addedAt = new Date(Date.now() - (40 + index * 9) * 24 * 60 * 60 * 1000);
    const [row] = await db
      .insert(callerIds)
      .values({
        organizationId,
        source: "own",
        e164,
        country: "US",
        type: "local",
        locality,
        region,
        forwardTo: "+16285550100",
        addedAt,
      })
      .returning({ id: callerIds.id });
    const assigned = people.slice(index, index + (index % 3));
    if (row) await db.transaction((tx) => assignUsers(tx, organizationId, row.id, assigned));
  }
}

/** The journey of an order, from search to purchase, through the same verbs that the pages call. */
async function buy(
  admin: Admin,
  wanted: [search: Partial<NumberSearch>, count: number][],
  forwardTo: string,
  userIds: string[],
  ringForever: boolean,
  { takenBetween = 0 } = {},
) {
  const numbers: string[] = [];
  for (const [partial, count] of wanted) {
    const result = await searchOffers(admin, { ...ANYTHING, ...partial });
    if (result.kind !== "found")
      throw new Error(`The simulator has no number for ${JSON.stringify(partial)}`);
    const free = result.offers.filter(
      (offer) => offer.standing === "free" && offer.addressRequirement === "none",
    );
    numbers.push(...free.slice(0, count).map((offer) => offer.e164));
    await addToCart(
      admin,
      free.slice(0, count).map((offer) => offer.sealed),
    );
  }
  const placed = await placeOrder(admin, { forwardTo, userIds, ringForever });
  if (placed.kind !== "placed") throw new Error(`The demo's order was not placed: ${placed.kind}`);
  const [mail] = await listOutbox(database());
  const code = /Transaction Code: (\S+)/.exec(mail?.text ?? "")?.[1] ?? "";
  const { store } = openSimulator(env().databaseUrl);
  for (const number of numbers.slice(0, takenBetween))
    await store.query("insert into rivals values ($1)", [number]);
  const approved = await validateCode(admin, placed.orderId, code);
  if (approved.kind !== "approved") throw new Error(`The demo's order was not approved: ${approved.kind}`);
  const engine = installedEngine((error) => {
    throw error;
  });
  await pumpOrders(engine, { organizationId: admin.organizationId, deadline: new Date(Date.now() + 60_000) });
}
