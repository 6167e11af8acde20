import { index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at } from "./columns";
import { users } from "./users";

/** Auth.js demands this table; with emailed links it stays empty. */
export const accounts = pgTable(
  "accounts",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    type: text().$type<"email" | "oauth" | "oidc" | "webauthn">().notNull(),
    provider: text().notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    refresh_token: text(),
    access_token: text(),
    expires_at: integer(),
    token_type: text(),
    scope: text(),
    id_token: text(),
    session_state: text(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] })],
);

export const sessions = pgTable(
  "sessions",
  {
    sessionToken: text("session_token").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expires: at().notNull(),
    /** Written at most every ten minutes. */
    lastUsedAt: at(),
    /** From where it was last used; null where no proxy is trusted to say so. */
    network: text(),
  },
  (t) => [index("sessions_user").on(t.userId).concurrently()],
);

export const verificationTokens = pgTable(
  "verification_tokens",
  { identifier: text().notNull(), token: text().notNull(), expires: at().notNull() },
  (t) => [primaryKey({ columns: [t.identifier, t.token] }), index("verification_tokens_token").on(t.token)],
);

/** How often something was asked for in one window, such as sign-in mails per address. */
export const rateLimits = pgTable(
  "rate_limits",
  { key: text().notNull(), windowStart: at().notNull(), hits: integer().notNull().default(0) },
  (t) => [primaryKey({ columns: [t.key, t.windowStart] })],
);
