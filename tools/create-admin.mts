import { parseArgs } from "node:util";
import { connect } from "@/db/client";
import { COUNTRIES, isCountry } from "@/lib/domain/offers/offer";
import { modeOf } from "@/lib/domain/settings/mode";
import { readEmailAddress } from "@/lib/domain/sign-in/email-address";
import { sealToken } from "@/lib/domain/twilio/sealed-token";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { cleanTyped } from "@/lib/domain/typed-text";
import { env } from "@/lib/runtime/config/env";
import { readSubAccount } from "@/lib/twilio/read-sub-account";
import { createAdmin } from "@/lib/user-accounts/create-admin";
import { fail, withDatabase } from "./database.mts";

const USAGE =
  'npm run create-admin -- EMAIL "ORGANISATION" [--maximum 500] [--country US] [--twilio-account AC…]';

await withDatabase(async (url) => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      maximum: { type: "string" },
      country: { type: "string" },
      "twilio-account": { type: "string" },
      name: { type: "string" },
    },
  });
  const [typed, ...names] = positionals;
  const organization = cleanTyped(names[0] ?? "");
  if (!typed || !organization || positionals.length > 2) throw new Error(USAGE);
  const email = readEmailAddress(typed);
  if (!email) throw new Error(`${typed} is not an email address.`);
  const maximum = values.maximum === undefined ? undefined : Number(values.maximum);
  if (maximum !== undefined && !(Number.isInteger(maximum) && maximum >= 0))
    throw new Error("--maximum must be a whole number.");
  const country = values.country?.toUpperCase();
  if (country !== undefined && !isCountry(country))
    throw new Error(`--country must be one of ${Object.keys(COUNTRIES).join(", ")}.`);
  const twilioAccountSid = values["twilio-account"] ?? installationAccount();
  if (!/^AC[0-9a-f]{32}$/.test(twilioAccountSid))
    throw new Error("--twilio-account must be AC and 32 hexadecimal digits.");

  const twilioTokenSealed = await ownToken(twilioAccountSid);
  const { db, pool } = connect(url, 1);
  try {
    const name = cleanTyped(values.name ?? "") || email.split("@")[0] || email;
    const outcome = await createAdmin(db, {
      email,
      name,
      organization,
      twilioAccountSid,
      twilioTokenSealed,
      maximum,
      country,
    });
    if (outcome.kind === "account-taken")
      throw new Error(
        `Twilio account ${twilioAccountSid} belongs to ${outcome.organization}. A second organisation must bring its own: --twilio-account AC…`,
      );
    if (outcome.kind === "elsewhere")
      throw new Error(`${email} is registered with ${outcome.organization} already.`);
    if (outcome.kind === "other-account")
      throw new Error(
        `${organization} has the Twilio account ${outcome.twilioAccountSid} already, and keeps it. Nothing was written.`,
      );
    console.info(`${email} is an owner of ${organization} (Twilio account ${outcome.twilioAccountSid}).`);
  } finally {
    await pool.end();
  }
}).catch(fail);
process.exit(0);

/** The account of this installation; the simulator's only where the simulator is meant. */
function installationAccount(): string {
  const own = process.env.TWILIO_ACCOUNT_SID?.trim();
  if (own) return own;
  if (modeOf(process.env) === "production" && !process.env.TWILIO_BASE_URL)
    throw new Error(
      "TWILIO_ACCOUNT_SID is missing: the account that the first organisation uses. Nothing was written.",
    );
  return SIMULATOR_CREDENTIALS.accountSid;
}

/** A sub-account signs its webhooks with a token of its own, which the installation's account may read. */
async function ownToken(accountSid: string): Promise<string | undefined> {
  const main = installationAccount();
  if (accountSid === main) return undefined;
  const { authSecret } = env();
  const account = await readSubAccount(accountSid);
  if (account.kind === "not-ours")
    throw new Error(
      `${accountSid} is not an active sub-account of ${main}, or TWILIO_AUTH_TOKEN is wrong. Nothing was written. Twilio's console makes sub-accounts, under that account.`,
    );
  if (account.kind === "trouble")
    throw new Error(
      `Twilio did not say what ${accountSid} is (${account.why}). Nothing was written; try again.`,
    );
  return sealToken(account.authToken, accountSid, authSecret);
}
