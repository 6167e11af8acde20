/** Every page of the console, as links and redirects name it. */

export const SIGN_IN = "/sign-in";
/** Where the link of a sign-in mail leads. */
export const CONFIRM_SIGN_IN = "/sign-in/confirm";
/** Where the link leads that is mailed to a new address. */
export const NEW_ADDRESS = "/sign-in/new-address";
/** Leads everybody to where they belong. */
export const HOME = "/";
/** For whoever is signed in, admins too. */
export const MY = "/my";
export const MY_CALLER_IDS = "/my/caller-ids";
export const MY_PROFILE = "/my/profile";
/** Says that nothing was changed. */
export const REFUSED = "/refused";
/** Where nothing stands: says that there is nothing. */
export const NOTHING_HERE = "/nothing-here";
export const UNAVAILABLE = "/unavailable";
export const OUTBOX = "/dev/outbox";

export const ADMINISTRATION = "/administration";
export const CALLER_IDS = "/administration/caller-ids";
export const ADD_CALLER_IDS = "/administration/caller-ids/add";
export const CART = "/administration/caller-ids/cart";
export const FORWARD_CALLS = "/administration/caller-ids/cart/forward-calls";
export const ORDERS = "/administration/orders";
export const USERS = "/administration/users";
export const ADD_USER = "/administration/users/new";
export const ASSIGN = "/administration/users/assign";
export const USERS_EXPORT = "/administration/users/export";
export const SETTINGS = "/administration/settings";
export const RECONCILE = "/administration/reconcile";
export const ADOPT = "/administration/reconcile/adopt";
export const ENGINE = "/administration/engine";

export const CHANGE_CALLER_IDS = "/administration/caller-ids/change";
export const CALLER_IDS_EXPORT = "/administration/caller-ids/export";
/** What one change of many did. */
export const changeAddress = (changeId: string) => `/administration/caller-ids/changes/${changeId}`;
export const RELEASE_CALLER_IDS = "/administration/caller-ids/release";
/** What was given back together, and how far that is. */
export const releaseAddress = (releaseId: string) => `/administration/caller-ids/releases/${releaseId}`;
/** What a selection was used for. */
export const usedAddress = (id: string) => (id.startsWith("rel_") ? releaseAddress(id) : changeAddress(id));
export const callerIdAddress = (callerIdId: string) => `${CALLER_IDS}/${callerIdId}`;
export const assignToAddress = (callerIdId: string) => `${CALLER_IDS}/${callerIdId}/assign`;

/** The order itself, as everybody sees it. */
export const orderAddress = (orderId: string) => `${ORDERS}/${orderId}`;
/** The last window of its requester's purchase. */
export const purchaseAddress = (orderId: string) => `${ORDERS}/${orderId}?journey`;
export const transactionCodeAddress = (orderId: string) => `${ORDERS}/${orderId}/transaction-code`;
export const receiptAddress = (orderId: string) => `${ORDERS}/${orderId}/receipt`;

export const userAddress = (userId: string) => `${USERS}/${userId}`;

type Query = Record<string, string | null | undefined>;

/** What of a query is given. */
export const givenOf = (query: Query): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );

/** An address with its query; what is null or undefined is left out. */
export function withQuery(path: string, query: Query): string {
  const given = new URLSearchParams(givenOf(query));
  return given.size > 0 ? `${path}?${given}` : path;
}

/** The search for a number that was released. */
export const searchAgainAddress = ({
  e164,
  country,
  type,
}: {
  e164: string;
  country: string;
  type: string;
}) => withQuery(ADD_CALLER_IDS, { country, type, contains: e164 });
