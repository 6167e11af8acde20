/** Every page of the console, as links and redirects name it. */

export const SIGN_IN = "/sign-in";
/** Where the link of a sign-in mail leads. */
export const CONFIRM_SIGN_IN = "/sign-in/confirm";
/** For people who are signed in and administer nothing. */
export const NO_ACCESS = "/no-access";
/** Says that nothing was changed. */
export const REFUSED = "/refused";
export const UNAVAILABLE = "/unavailable";
export const OUTBOX = "/dev/outbox";

export const ADMINISTRATION = "/administration";
export const CALLER_IDS = "/administration/caller-ids";
export const ADD_CALLER_IDS = "/administration/caller-ids/add";
export const CART = "/administration/caller-ids/cart";
export const FORWARD_CALLS = "/administration/caller-ids/cart/forward-calls";
export const ORDERS = "/administration/orders";
export const RECONCILE = "/administration/reconcile";
export const ENGINE = "/administration/engine";

/** The order itself, as everybody sees it. */
export const orderAddress = (orderId: string) => `${ORDERS}/${orderId}`;
/** The last window of its requester's purchase. */
export const purchaseAddress = (orderId: string) => `${ORDERS}/${orderId}?journey`;
export const transactionCodeAddress = (orderId: string) => `${ORDERS}/${orderId}/transaction-code`;
export const receiptAddress = (orderId: string) => `${ORDERS}/${orderId}/receipt`;

/** An address with its query; what is null or undefined is left out. */
export function withQuery(path: string, query: Record<string, string | null | undefined>): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}
