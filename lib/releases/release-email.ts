import { money, plural } from "@/lib/domain/format";
import { type ReleaseReason, reasonWords } from "@/lib/domain/releases/release";
import type { Support } from "@/lib/email/layout";
import { letter } from "@/lib/email/letter";

type ToldRelease = {
  organizationName: string;
  /** What they cost a month; no currency where there are several. */
  released: { numbers: number; micros: number; currency: string | null };
  reason: ReleaseReason;
  /** In the words of who released them; may be empty. */
  words: string;
  who: string;
  link: string;
  support: Support;
};

/** Tells owners what was released; the file that comes with it lists each number. */
export function releaseEmail({ released, organizationName, who, reason, words, link, support }: ToldRelease) {
  const { numbers, micros, currency } = released;
  const [was, it] = numbers === 1 ? ["was", "it"] : ["were", "them"];
  const saved = currency && micros > 0 ? `, which is ${money(micros, currency)} a month less` : "";
  return letter({
    subject: `${plural(numbers, "Caller ID")} ${was} released`,
    sentences: [
      `${plural(numbers, "number")} of ${organizationName} ${was} given back to Twilio${saved}. ${who} released ${it}. Reason: ${reasonWords(reason, words)}`,
      `The file lists ${it} with forwarding, users and labels. Calls to a released number do not reach you any more. For about ten days Twilio’s own console may sell ${it} back, as a new purchase.`,
    ],
    button: "Open the release",
    link,
    support,
  });
}
