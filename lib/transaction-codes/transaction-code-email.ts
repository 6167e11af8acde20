import { money, plainNumber, plural } from "@/lib/domain/format";
import { shortFingerprint } from "@/lib/domain/orders/order";
import { showCode } from "@/lib/domain/transaction-codes/transaction-code";
import { escapeHtml, htmlEmail, type Support, supportLine } from "@/lib/email/layout";

type ApprovedByCode = {
  code: string;
  link: string;
  numbers: string[];
  totalMicros: number;
  currency: string;
  forwardTo: string;
  ringForever: boolean;
  users: string[];
  fingerprint: string;
  twilioAccountSid: string;
  requester: string;
  support: Support;
};

/** Numbers that are spelled out before the rest is counted; the page lists every one. */
const LISTED = 10;

/** The code, and exactly what typing it approves. */
export function transactionCodeEmail(order: ApprovedByCode) {
  const { numbers, support } = order;
  const total = money(order.totalMicros, order.currency);
  const listed = numbers.slice(0, LISTED).map(plainNumber);
  if (numbers.length > LISTED) listed.push(`and ${plural(numbers.length - LISTED, "more number")}`);
  const facts: [string, string][] = [
    ["Numbers", `${numbers.length}: ${listed.join(", ")}`],
    ["Due now", total],
    ["Per month", total],
    ["Forward to", `${plainNumber(order.forwardTo)}${order.ringForever ? ", rings forever" : ""}`],
    ["Users", order.users.join(", ") || "No one yet"],
    ["Twilio account", order.twilioAccountSid],
    ["Requested by", order.requester],
    ["Order fingerprint", shortFingerprint(order.fingerprint)],
  ];
  const warning =
    "Type the code only if all of this is what you want. If you did not ask for it, ignore this message and tell your administrator: without the code nothing is bought.";
  return {
    subject: `Transaction Code for ${plural(numbers.length, "number")}, ${total}`,
    text: `Transaction Code: ${showCode(order.code)}

It approves exactly this order, once, for 10 minutes:

${facts.map(([name, value]) => `${name}: ${value}`).join("\n")}

Type it here: ${order.link}

${warning}

${supportLine(support)}`.trim(),
    html: htmlEmail({
      title: "Transaction Code",
      body: `<p style="margin:0 0 16px;padding:16px;border-radius:8px;background:#f6f7f9;text-align:center;font:600 26px/32px ui-monospace,Menlo,Consolas,monospace;letter-spacing:.12em">${showCode(order.code)}</p>
<p style="margin:0 0 16px;color:#454b58">It approves exactly this order, once, for 10 minutes.</p>
<table role="presentation" style="width:100%;border-collapse:collapse;font-size:14px">${facts
        .map(
          ([name, value]) =>
            `<tr><td style="padding:8px 12px 8px 0;border-top:1px solid #e7e9ed;color:#646b79;white-space:nowrap;vertical-align:top">${name}</td><td style="padding:8px 0;border-top:1px solid #e7e9ed">${escapeHtml(value)}</td></tr>`,
        )
        .join("")}</table>
<p style="margin:24px 0 16px"><a href="${escapeHtml(order.link)}" style="color:#1f4bc4">Open the Transaction Code window</a></p>
<p style="margin:0;color:#454b58">${warning}</p>`,
      support,
    }),
  };
}
