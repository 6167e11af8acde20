import { ANYTHING, type NumberSearch } from "@/lib/domain/offers/search";
import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import type { Provider } from "@/lib/domain/twilio/provider";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { liveProvider } from "@/lib/twilio/live";
import { officialClient } from "@/lib/twilio/transport";
import { simulatedAccount } from "../support/factories";

type Login = { baseUrl: string; accountSid: string };
const WEBHOOKS = webhooksOf("https://console.example");

/** The official client, to the front. */
const clientOf = ({ baseUrl, accountSid }: Login) =>
  officialClient({ username: accountSid, password: SIMULATOR_CREDENTIALS.authToken, accountSid }, 20_000, {
    baseUrl,
  });

/** Everything that the console ever asks of Twilio, answered in every way that is not a fault. */
export async function walk(baseUrl: string) {
  const accountSid = simulatedAccount();
  const client = await clientOf({ baseUrl, accountSid });
  const provider = liveProvider(client, 20_000);

  for (const search of SEARCHES) await provider.search({ ...ANYTHING, ...search });
  const [first = "", second = "", third = ""] = await offers(provider, { areaCode: "206" });
  const bought = expectKind(await provider.buy(first, "lin_conformance1", WEBHOOKS), "bought");
  await provider.buy(first, "lin_conformance2", WEBHOOKS);
  expectKind(await provider.buy("+15005550000", "lin_taken", WEBHOOKS), "refused");
  expectKind(await provider.buy("+15005550001", "lin_invalid", WEBHOOKS), "refused");
  const [british = ""] = await offers(
    provider,
    { country: "GB" },
    (offer) => offer.addressRequirement !== "none",
  );
  expectKind(await provider.buy(british, "lin_address", WEBHOOKS), "refused");
  const [mobile = ""] = await offers(provider, { country: "GB", type: "mobile" });
  expectKind(await provider.buy(mobile, "lin_bundle", WEBHOOKS), "refused");
  for (const e164 of [second, third]) expectKind(await provider.buy(e164, "lin_more", WEBHOOKS), "bought");

  expectKind(await provider.findOwned(first), "found");
  expectKind(await provider.findOwned("+12065550100"), "absent");
  expectKind(await provider.fetch(bought.number.sid), "found");
  expectKind(await provider.update(bought.number.sid, { tag: "renamed", webhooks: WEBHOOKS }), "found");
  expectKind(await provider.removeEmergencyAddress(bought.number.sid), "found");
  const page = await client.incomingPhoneNumbers.page({ pageSize: 2 });
  await client.incomingPhoneNumbers.getPage(page.nextPageUrl ?? "");
  expectKind(await provider.listPage(null), "page");
  expectKind(await provider.release(bought.number.sid), "released");
  expectKind(await provider.release(bought.number.sid), "absent");
  for (const country of ["US", "CA", "GB"]) expectKind(await provider.prices(country), "prices");
  expectKind(await provider.balance(), "balance");

  await client.availablePhoneNumbers.list();
  await client.availablePhoneNumbers("US").fetch();
  await client.incomingPhoneNumbers.local.list({ limit: 5 });
  await client.incomingPhoneNumbers.tollFree.list({ limit: 5 });
  await client.incomingPhoneNumbers.mobile.list({ limit: 5 });
  await client.api.v2010.accounts.list({ limit: 5 });
  await client.api.v2010.accounts(accountSid).fetch();
  await client.outgoingCallerIds.list({ limit: 5 });
  await client.pricing.v1.phoneNumbers.countries.list({ limit: 5 });
  await client.numbers.v2.regulatoryCompliance.bundles.list({ limit: 5 });
}

const SEARCHES: Partial<NumberSearch>[] = [
  { areaCode: "512" },
  { areaCode: "533" },
  { city: "Austin", state: "TX" },
  { contains: "4155" },
  { near: "+12125550100" },
  { type: "toll-free" },
  { country: "CA", areaCode: "416" },
  { country: "CA", type: "toll-free" },
  { country: "GB" },
  { country: "GB", type: "toll-free" },
  { country: "GB", type: "mobile" },
];

type Offer = Extract<Awaited<ReturnType<Provider["search"]>>, { kind: "found" }>["offers"][number];

async function offers(
  provider: Provider,
  search: Partial<NumberSearch>,
  wanted: (offer: Offer) => boolean = () => true,
): Promise<string[]> {
  const found = expectKind(await provider.search({ ...ANYTHING, ...search }), "found");
  return found.offers.filter(wanted).map((offer) => offer.e164);
}

/** A walk that went another way checked something else than it says. */
function expectKind<Outcome extends { kind: string }, Kind extends Outcome["kind"]>(
  outcome: Outcome,
  kind: Kind,
): Extract<Outcome, { kind: Kind }> {
  if (outcome.kind !== kind) throw new Error(`${kind} was expected: ${JSON.stringify(outcome)}`);
  return outcome as Extract<Outcome, { kind: Kind }>;
}
