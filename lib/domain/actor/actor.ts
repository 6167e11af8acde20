declare const proven: unique symbol;

/** Where a request came from, as the audit log keeps it. */
export type RequestOrigin = {
  readonly requestId: string | null;
  /** `networkOf` its address; null where no proxy is trusted to name one. */
  readonly network: string | null;
};

type Person<Role> = {
  readonly kind: Role;
  readonly userId: string;
  readonly organizationId: string;
  readonly organizationName: string;
  /** The organisation's own Twilio account. */
  readonly twilioAccountSid: string;
  /** ISO 3166, two letters: where its searches begin. */
  readonly country: string;
  /** IANA: in which zone times are written. */
  readonly timeZone: string;
  readonly email: string;
  readonly name: string;
  readonly origin: RequestOrigin;
  readonly [proven]: true;
};

/** A signed-in, active administrator. */
export type Admin = Person<"admin"> & {
  /** May also change admins, owners and settings. */
  readonly owner: boolean;
};
/** A signed-in, active person who administers nothing. */
type User = Person<"user">;
/** Whoever is signed in. */
export type Member = Admin | User;
/** The console itself, such as the purchase engine, for one organisation. */
export type Engine = { readonly kind: "engine"; readonly organizationId: string; readonly [proven]: true };

/** Who does something. Verbs take one; whatever they change says in the audit log who it was. */
export type Actor = Admin | User | Engine;

/** Whose data is asked for or changed: an actor, or a row that was found through one. Nobody writes an organisation's id by hand. */
export type InOrganization = { readonly organizationId: string };

/** Somebody whom the database knows as active. Only the edge of the system makes one: the architecture test lists it. */
export const personActing = ((person: object) => person) as {
  (person: Omit<Admin, typeof proven>): Admin;
  (person: Omit<User, typeof proven>): User;
};

/** The console acting on a row of an organisation that it found. */
export const engineActing = ({ organizationId }: { organizationId: string }) =>
  ({ kind: "engine", organizationId }) as Engine;

export const NO_ORIGIN: RequestOrigin = { requestId: null, network: null };
