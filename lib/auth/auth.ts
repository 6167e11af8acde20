import { createHash, randomBytes } from "node:crypto";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import { headers } from "next/headers";
import { after } from "next/server";
import NextAuth, { type NextAuthConfig } from "next-auth";
import type { EmailConfig } from "next-auth/providers";
import { findActiveUser, isActiveAddress } from "@/db/queries/organizations";
import { touchSession } from "@/db/queries/people-changes";
import { dropRepeatedLink, takeSignInLink } from "@/db/queries/rate-limits";
import { accounts, sessions, users, verificationTokens } from "@/db/schema";
import { SIGN_IN, withQuery } from "@/lib/domain/addresses";
import { readEmailAddress } from "@/lib/domain/sign-in/email-address";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { sessionCookieName } from "@/lib/domain/sign-in/session-cookie";
import { isSessionToken, sessionToken } from "@/lib/domain/sign-in/session-token";
import { networkOf, sourceAddress } from "@/lib/domain/sign-in/source-address";
import { mailer } from "@/lib/email";
import { afterwards } from "@/lib/runtime/background";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { log } from "@/lib/runtime/log";
import { signInEmail } from "./sign-in-email";
import { maySendSignInLink } from "./sign-in-limits";

/** How long a sign-in link works. */
const LINK_LIFETIME_SECONDS = 10 * 60;
export const LIMIT_REACHED = withQuery(SIGN_IN, { error: "limit" });

/** Its name in Auth.js's addresses, such as /api/auth/callback/email. */
export const LINK_PROVIDER = "email";

/** Signing in by a link that is mailed; `lib/email` sends it. */
const emailedLink: EmailConfig = {
  id: LINK_PROVIDER,
  type: "email",
  name: "Email",
  maxAge: LINK_LIFETIME_SECONDS,
  normalizeIdentifier: (typed) => {
    const email = readEmailAddress(typed);
    if (!email) throw new Error("Not an email address");
    return email;
  },
  sendVerificationRequest: async ({ identifier, token, url }) => {
    // After the answer, so that a known address takes no longer than an unknown one.
    const to = new URL(new URL(url).searchParams.get("callbackUrl") ?? "/", env().publicUrl);
    after(() => mailLink(identifier, token, returnAddress(to.pathname + to.search)));
  },
};

/**
 * Auth.js with emailed links and sessions in the database. Its own endpoints are as public as our form, so every
 * rule lives here: who may enter, the limits, and the same answer for addresses that we don't know.
 */
export const { handlers, auth, signIn, signOut } = NextAuth((): NextAuthConfig => {
  const { publicUrl, authSecret } = env();
  const secure = publicUrl.startsWith("https://");
  const adapter = DrizzleAdapter(database(), {
    usersTable: users,
    accountsTable: accounts,
    sessionsTable: sessions,
    verificationTokensTable: verificationTokens,
  });
  return {
    secret: authSecret,
    trustHost: true,
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(publicUrl),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
      // By itself it would be "__Secure-", which other hosts of the domain may set.
      callbackUrl: {
        name: `${secure ? "__Host-" : ""}authjs.callback-url`,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    session: {
      strategy: "database",
      maxAge: 14 * 24 * 60 * 60,
      updateAge: 24 * 60 * 60,
      generateSessionToken: () => sessionToken(randomBytes(24).toString("base64url"), authSecret),
    },
    pages: {
      signIn: SIGN_IN,
      signOut: SIGN_IN,
      verifyRequest: withQuery(SIGN_IN, { sent: "yes" }),
      error: SIGN_IN,
    },
    logger: {
      error: (error) => log.warn("sign-in", { fault: "type" in error ? String(error.type) : error.name }),
      warn: () => undefined,
    },
    adapter: {
      ...adapter,
      // The token alone says whose link it is: on its way through mail programs an address changes its spelling.
      useVerificationToken: ({ token }) => takeSignInLink(database(), token),
      getSessionAndUser: async (token) => {
        if (!isSessionToken(token, authSecret)) return null;
        const found = (await adapter.getSessionAndUser?.(token)) ?? null;
        if (found) noteUse(token, (found.session as { lastUsedAt?: Date | null }).lastUsedAt ?? null);
        return found;
      },
      createUser: () => {
        throw new Error("People are registered by an administrator, never by signing in");
      },
    },
    providers: [emailedLink],
    callbacks: {
      async signIn({ user, account, email }) {
        if (account?.provider !== LINK_PROVIDER || !user.email) return false;
        if (!email?.verificationRequest) return (await findActiveUser(database(), user.id ?? "")) !== null;
        const address = sourceAddress((await headers()).get("x-forwarded-for"), env().trustedProxyHops);
        const source = networkOf(address);
        return (await maySendSignInLink(database(), { email: user.email, source })) ? true : LIMIT_REACHED;
      },
      session: ({ session, user }) => ({ expires: session.expires, user: { id: user.id } }) as typeof session,
      // Wherever Auth.js thinks it was called, people stay on our own origin.
      redirect: ({ url }) => {
        const target = new URL(url, publicUrl);
        return `${publicUrl}${target.pathname}${target.search}`;
      },
    },
  };
});

/** A session's use is written down so often at most. */
const USE_EVERY_MS = 10 * 60 * 1000;

/** After the answer, so that nobody waits for it. */
function noteUse(token: string, lastUsedAt: Date | null) {
  if (lastUsedAt && Date.now() - lastUsedAt.getTime() < USE_EVERY_MS) return;
  // A page may ask for its headers while it is drawn, not after it.
  const sent = headers();
  afterwards("session", async () => {
    const address = sourceAddress((await sent).get("x-forwarded-for"), env().trustedProxyHops);
    await touchSession(database(), token, networkOf(address));
  });
}

async function mailLink(email: string, token: string, to: string) {
  if (!(await isActiveAddress(database(), email))) return;
  if (await dropRepeatedLink(database(), hashLinkToken(token))) return;
  const { publicUrl, support } = env();
  const link = `${publicUrl}/sign-in/confirm?${new URLSearchParams({ email, token, to })}`;
  // The key names the link without holding it.
  const idempotencyKey = `sign-in/${createHash("sha256").update(token).digest("hex").slice(0, 32)}`;
  const sent = await mailer().send({ to: email, ...signInEmail({ link, support }), idempotencyKey });
  if (sent.kind === "failed") {
    log.warn("sign-in mail was not sent", { reason: sent.reason });
    // Nobody can use it, and it must not pass for one that is on its way.
    await takeSignInLink(database(), hashLinkToken(token));
  }
}

/** How Auth.js stores a link's token. */
export function hashLinkToken(token: string): string {
  return createHash("sha256").update(`${token}${env().authSecret}`).digest("hex");
}
