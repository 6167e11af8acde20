declare const proven: unique symbol;

/** A signed-in, active administrator. Only `requireAdmin` makes one, from the database; verbs and queries take it. */
export type Admin = {
  readonly userId: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly email: string;
  readonly name: string;
  readonly [proven]: true;
};
