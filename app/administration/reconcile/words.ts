import type { View } from "@/lib/domain/reconcile/reconcile";

/** What a number in each view is, and what follows. */
export const MEANS: Record<View, string> = {
  review: "Purchases whose outcome a person has to settle.",
  unlisted: "Twilio bills these, but nobody in your team can see or use them.",
  gone: "In your list, but no longer at Twilio. Who calls back reaches nobody.",
  drifted: "They are not set at Twilio as they are here. Calls may go elsewhere than you set.",
  older: "Set by an earlier version of this console. Calls to them go on working.",
};

/** What can be done about them. */
export const DOES: Record<View, string> = {
  review: "Say what became of them: the order goes on with your answer.",
  unlisted: "“Adopt” brings a number into your list; you say where its calls go and who may use it.",
  gone: "“Mark as gone” takes a number off your list; nothing changes at Twilio.",
  drifted: "“Repair” sets a number at Twilio as this console had set it.",
  older: "“Update” sets them as this version does.",
};

/** What it means that a view is empty. */
export const AGREES: Record<View, string> = {
  review: "Every number of every order was settled without a person.",
  unlisted: "Every number that Twilio bills is in your Custom Caller IDs, or being bought by an order.",
  gone: "Your Twilio account has every number of your Custom Caller IDs.",
  drifted: "Names and call-back settings at Twilio are as they were set.",
  older: "Every number has the call-back settings of this version.",
};

export type Choice = {
  verb: string;
  label: string;
  look?: "primary" | "danger";
  /** Null where a window of its own asks. */
  asks: { title: string; explains: string } | null;
};

/** What can be done about the ticked numbers, and what each asks first. */
export const CHOICES: Record<View, Choice[]> = {
  review: [
    {
      verb: "bought",
      label: "List as bought",
      asks: {
        title: "List the ticked numbers as bought?",
        explains:
          "You say that these orders bought them. Each gets its name and call-back address back at Twilio and joins your Custom Caller IDs.",
      },
    },
    {
      verb: "again",
      label: "Look again",
      asks: {
        title: "Look for the ticked numbers again?",
        explains:
          "The console asks Twilio. A number that the account does not have is bought, at the price that was approved.",
      },
    },
    {
      verb: "give-up",
      label: "Give up",
      look: "danger",
      asks: {
        title: "Give the ticked numbers up?",
        explains:
          "You say that these orders did not buy them. Their rows fail and nothing changes at Twilio. What the account has is then found as “Not listed”.",
      },
    },
  ],
  unlisted: [
    {
      verb: "adopt",
      label: "Adopt",
      asks: null,
    },
  ],
  gone: [
    {
      verb: "gone",
      label: "Mark as gone",
      look: "danger",
      asks: {
        title: "Mark the ticked numbers as gone?",
        explains:
          "They leave your Custom Caller IDs, and the users who have them lose them. The console makes sure at Twilio first and changes nothing there.",
      },
    },
  ],
  drifted: [
    {
      verb: "repair",
      label: "Repair",
      asks: {
        title: "Repair the ticked numbers?",
        explains:
          "The console sets their name and call-back settings at Twilio as it sets them when it buys a number.",
      },
    },
  ],
  older: [
    {
      verb: "update",
      label: "Update",
      asks: {
        title: "Update the ticked numbers?",
        explains:
          "The console sets their call-back settings at Twilio as it sets them today: Twilio then asks again when an answer is lost, and reports the end of each call. Where calls go stays as it is.",
      },
    },
  ],
};
