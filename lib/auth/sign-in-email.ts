import { escapeHtml, htmlEmail, type Support, supportLine } from "@/lib/email/layout";

export function signInEmail({ link, support }: { link: string; support: Support }) {
  return {
    subject: "Your sign-in link",
    text: `Sign in to Caller ID Console:

${link}

The link works once, for 10 minutes. If you did not ask for it, ignore this message: nobody can sign in without it.

${supportLine(support)}`.trim(),
    html: htmlEmail({
      title: "Sign in to Caller ID Console",
      body: `<p style="margin:0 0 24px"><a href="${escapeHtml(link)}" style="display:inline-block;padding:10px 16px;border-radius:6px;background:#2453d6;color:#ffffff;text-decoration:none;font-weight:600">Sign in</a></p>
<p style="margin:0;color:#454b58">The link works once, for 10 minutes. If you did not ask for it, ignore this message: nobody can sign in without it.</p>`,
      support,
    }),
  };
}
