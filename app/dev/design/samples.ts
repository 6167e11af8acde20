import type { ListedCallerId } from "@/lib/caller-ids/list-caller-ids";
import type { CartRow } from "@/lib/cart/read-cart";
import { ANYTHING } from "@/lib/domain/offers/search";
import { FAILURES } from "@/lib/domain/orders/line";
import type { ShownOffer } from "@/lib/offers/search-offers";
import type { Order, OrderLine } from "@/lib/orders/read-order";

/** What the page of every state shows; from the ranges kept for fiction. */
export const NOW = new Date("2026-11-23T14:30:00Z");
const before = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

export const LONG_NAME =
  "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff von und zu Altenburg-Hohenstein Jr.";
export const GERMAN_PLACE = "Hellschen-Heringsand-Unterschaar";

const place = { country: "US", type: "local" as const, locality: "Austin", region: "TX" };
const price = { priceMicros: 1_150_000, currency: "USD" };
const advice = { addressRequirement: "none" as const, needsBundle: false };

const callerId: ListedCallerId = {
  id: "cid_1",
  source: "twilio",
  e164: "+15125550147",
  ...place,
  ...price,
  forwardTo: "+16285550100",
  ringForever: true,
  locked: false,
  release: null,
  voiceUrl: null,
  overridden: null,
  elsewhere: null,
  labels: ["Q4 push"],
  status: "active",
  attention: null,
  wouldLoop: false,
  addedAt: before(60),
  users: ["Maya Lindqvist", "Tomás Ferreira", "Owen Gallagher", "Aiko Tanaka"],
};
export const CALLER_IDS: ListedCallerId[] = [
  callerId,
  {
    ...callerId,
    id: "cid_2",
    source: "own",
    e164: "+13125550176",
    priceMicros: null,
    currency: null,
    users: [],
  },
  { ...callerId, id: "cid_3", e164: "+442079460018", locality: "London", region: null, ringForever: false },
  {
    ...callerId,
    id: "cid_4",
    e164: "+18335550199",
    type: "toll-free",
    forwardTo: null,
    attention: "nowhere",
    users: [LONG_NAME],
  },
  {
    ...callerId,
    id: "cid_5",
    e164: "+493012345678",
    locality: GERMAN_PLACE,
    region: null,
    wouldLoop: true,
    attention: "unreachable",
    users: ["Jonah Feld"],
  },
];

const cartRow: CartRow = {
  e164: "+15125550147",
  ...place,
  ...advice,
  ...price,
  availability: "unchecked",
  checkedAt: null,
};
export const CART: CartRow[] = [
  cartRow,
  { ...cartRow, e164: "+15125550148", availability: "available", checkedAt: before(4) },
  { ...cartRow, e164: "+15125550149", availability: "may-be-gone", checkedAt: before(130) },
  { ...cartRow, e164: "+441214960018", locality: "Birmingham", region: null, addressRequirement: "any" },
  { ...cartRow, e164: "+447400123456", type: "mobile", locality: null, region: null, needsBundle: true },
  { ...cartRow, e164: "+493012345678", locality: GERMAN_PLACE, region: null, addressRequirement: "local" },
];

const offer: ShownOffer = {
  e164: "+15125550147",
  ...place,
  ...advice,
  voice: true,
  sms: true,
  mms: true,
  sealed: "",
  status: "free",
  price: { micros: 1_150_000, currency: "USD" },
};
export const SEARCH = { ...ANYTHING, areaCode: "512" };
export const OFFERS: ShownOffer[] = [
  offer,
  { ...offer, e164: "+15125550148", status: "in-cart" },
  { ...offer, e164: "+15125550149", status: "owned" },
  { ...offer, e164: "+15125550150", addressRequirement: "any", mms: false },
  { ...offer, e164: "+15125550151", needsBundle: true, sms: false, mms: false, price: null },
];

export const ORDER: Order = {
  number: 1042,
  id: "ord_design",
  organizationId: "org_design",
  requesterId: "usr_design",
  requesterName: "Dana Kessler",
  requesterEmail: "dana.kessler@brightwater.example",
  twilioAccountSid: "",
  state: "buying",
  pausedReason: null,
  endingSince: null,
  readAt: NOW,
  snapshotTries: 0,
  fingerprint: "3f9a17c2",
  forwardTo: "+16285550100",
  ringForever: true,
  currency: "USD",
  totalMicros: 16_100_000,
  createdAt: before(20),
  expiresAt: before(-1420),
  approvedAt: before(19),
  finishedAt: null,
};

let digits = 200;
const line = (change: Partial<OrderLine>): OrderLine => {
  digits++;
  return {
    id: `lin_${digits}`,
    e164: `+15125550${digits}`,
    ...place,
    ...advice,
    ...price,
    state: "queued",
    reason: null,
    sid: null,
    uncertainSince: null,
    releasedAt: null,
    finishedAt: null,
    ...change,
  };
};
/** A row in every state, failed for every reason. */
export const LINES: OrderLine[] = [
  line({ state: "bought", sid: "PN1", finishedAt: before(2) }),
  line({ state: "intent" }),
  line({ state: "intent", uncertainSince: before(1) }),
  line({ state: "review", reason: "other-tag" }),
  line({}),
  line({ state: "dropped" }),
  ...FAILURES.map((reason) => line({ state: "failed", reason, finishedAt: before(2) })),
];
