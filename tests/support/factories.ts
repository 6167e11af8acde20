import { randomBytes, randomInt } from "node:crypto";
import type { Db } from "@/db/client";
import { callerIds, users } from "@/db/schema";
import { type Admin, NO_ORIGIN, personActing } from "@/lib/domain/actor/actor";
import { zoneOfCountry } from "@/lib/domain/geography/time-zones";
import type { OwnedNumber } from "@/lib/domain/twilio/provider";
import { createAdmin } from "@/lib/user-accounts/create-admin";
import { only } from "./rows";

const unique = () => randomBytes(4).toString("hex");

/** An account sid that the simulator accepts. */
export const simulatedAccount = () => `AC${"0".repeat(20)}${randomBytes(6).toString("hex")}`;

/** An organisation of the test's own, with an admin and some users. */
export async function newOrganization(
  db: Db,
  { maximum = 500, people = 4, country = "US", twilioAccountSid = simulatedAccount() } = {},
) {
  const tag = unique();
  const email = `admin-${tag}@test.example`;
  const name = `Organization ${tag}`;
  const created = await createAdmin(db, {
    email,
    name: `Ada ${tag}`,
    organization: name,
    twilioAccountSid,
    maximum,
    country,
  });
  if (created.kind !== "created") throw new Error(created.kind);
  const { organizationId, userId } = created;
  const staff =
    people === 0
      ? []
      : await db
          .insert(users)
          .values(
            Array.from({ length: people }, (_, index) => ({
              organizationId,
              name: `Person ${String.fromCharCode(65 + index)} ${tag}`,
              email: `person-${index}-${tag}@test.example`,
            })),
          )
          .returning({ id: users.id, name: users.name, email: users.email });
  const admin = personActing({
    kind: "admin",
    owner: true,
    userId,
    organizationId,
    organizationName: name,
    twilioAccountSid,
    country,
    timeZone: zoneOfCountry(country),
    email,
    name: `Ada ${tag}`,
    origin: NO_ORIGIN,
  });
  return { admin, organizationId, twilioAccountSid, staff };
}

export type Organization = Awaited<ReturnType<typeof newOrganization>>;

/** Another admin of the same organisation, who owns it too unless told. */
export async function anotherAdmin(db: Db, colleague: Admin, { owner = true } = {}): Promise<Admin> {
  const { organizationId } = colleague;
  const email = `admin-${unique()}@test.example`;
  const made = await db
    .insert(users)
    .values({ organizationId, email, name: "Another Admin", role: "admin", owner })
    .returning({ id: users.id });
  return personActing({ ...colleague, userId: only(made).id, email, name: "Another Admin", owner });
}

/** An `own` Caller ID. */
export async function newOwnCallerId(db: Db, organizationId: string, e164: string) {
  await db.insert(callerIds).values({ organizationId, source: "own", e164, country: "US", type: "local" });
}

let digits = randomInt(1000, 9000);
/** A number from a range for fiction that no other test of this process has, nor most likely of another. */
export const fictional = (areaCode = "219") =>
  `+1${areaCode}555${String(digits++ % 10_000).padStart(4, "0")}`;

/** A number of an account as the provider describes it. */
export const ownedNumber = (change: Partial<OwnedNumber>): OwnedNumber => ({
  sid: `PN${randomBytes(16).toString("hex")}`,
  e164: fictional(),
  tag: "reception",
  createdAt: new Date(),
  updatedAt: new Date(),
  type: "local",
  voiceUrl: "",
  voiceMethod: "POST",
  voiceFallbackUrl: "",
  voiceFallbackMethod: "POST",
  statusCallback: "",
  statusCallbackMethod: "POST",
  trunkSid: "",
  voiceApplicationSid: "",
  emergencyStatus: "Inactive",
  emergencyAddressSid: "",
  emergencyAddressStatus: "unregistered",
  ...change,
});

/** A Caller ID that was bought from Twilio. */
export async function newTwilioCallerId(
  db: Db,
  { organizationId, twilioAccountSid }: { organizationId: string; twilioAccountSid: string },
  e164: string,
  forwardTo: string | null = null,
) {
  const sid = `PN${randomBytes(16).toString("hex")}`;
  const place = { country: "US", type: "local" as const };
  await db
    .insert(callerIds)
    .values({ organizationId, twilioAccountSid, source: "twilio", sid, e164, forwardTo, ...place });
}
