import { plainNumber } from "@/lib/domain/format";
import type { UserNotice } from "@/lib/domain/people/notices";
import type { Support } from "@/lib/email/layout";
import { letter } from "@/lib/email/letter";

type Told = {
  kind: UserNotice;
  to: string;
  person: { name: string; organizationName: string; phone: string | null };
  /** Where the button leads. */
  link: string;
  /** The address that holds now. */
  email: string;
  /** Sentences about numbers that differ at Twilio. */
  differences?: string[];
  support: Support;
};

/** Tells somebody about their own account. */
export const userEmail = (told: Told) => letter({ ...wordsOf(told), link: told.link, support: told.support });

function wordsOf({ kind, to, person, email, differences = [] }: Told): {
  subject: string;
  sentences: string[];
  button: string;
} {
  const { organizationName } = person;
  switch (kind) {
    case "invited":
      return {
        subject: `${organizationName} invited you to Caller ID Console`,
        sentences: [
          `${organizationName} shows local phone numbers, its Caller IDs, on the calls that it makes. Caller ID Console is where you see which of them you may call with.`,
          `Sign in with this address, ${to}: you type it in and get a link by mail. There is no password.`,
        ],
        button: "Open the console",
      };
    case "new-address":
      return {
        subject: "Confirm your new email address",
        sentences: [
          `An administrator of ${organizationName} entered ${to} as your address in Caller ID Console. It holds once you confirm it; until then the address of before does.`,
          "The link works once, for 24 hours. If this is not about you, ignore this message: nothing changes.",
        ],
        button: "Confirm this address",
      };
    case "address-changed":
      return to === email
        ? {
            subject: "Your new email address holds",
            sentences: [
              `From now on you sign in to Caller ID Console with ${email}. All sessions have ended.`,
            ],
            button: "Open the console",
          }
        : {
            subject: "Your email address was changed",
            sentences: [
              `Your account of ${organizationName} in Caller ID Console has another email address now, so this one signs nobody in any more. All sessions have ended.`,
              "If you did not expect this, tell an administrator at once.",
            ],
            button: "Open the console",
          };
    case "numbers-differ":
      return {
        subject: "Numbers differ at Twilio",
        sentences: [
          `The nightly reading of the Twilio account of ${organizationName} found something new.`,
          ...differences,
          "Nothing was changed, bought or released. Reconcile shows each number and what you can do.",
        ],
        button: "Open Reconcile",
      };
    case "phone-changed":
      return {
        subject: "Your phone number was changed",
        sentences: [
          person.phone
            ? `The phone number of your account in Caller ID Console is now ${plainNumber(person.phone)}. It rings when you call, or when somebody calls you back.`
            : "The phone number of your account in Caller ID Console was removed.",
          "If you did not expect this, tell an administrator at once.",
        ],
        button: "Open the console",
      };
  }
}
