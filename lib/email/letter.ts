import { escapeHtml, htmlEmail, type Support, supportLine } from "./layout";

type Letter = {
  subject: string;
  title?: string;
  sentences: string[];
  /** The one thing to do, and where that is. */
  button: string;
  link: string;
  /** In small, below. */
  foot?: string;
  support: Support;
};

/** A mail of a few sentences and a button, as text and as HTML. */
export function letter({ subject, title = subject, sentences, button, link, foot, support }: Letter) {
  const paragraphs = sentences.map(
    (one) => `<p style="margin:0 0 16px;color:#454b58">${escapeHtml(one)}</p>`,
  );
  return {
    subject,
    text: `${sentences.join("\n\n")}

${button}: ${link}

${supportLine(support)}`.trim(),
    html: htmlEmail({
      title: escapeHtml(title),
      body: `${paragraphs.join("\n")}
<p style="margin:8px 0 0"><a href="${escapeHtml(link)}" style="display:inline-block;padding:10px 16px;border-radius:6px;background:#2453d6;color:#ffffff;text-decoration:none;font-weight:600">${button}</a></p>${
        foot ? `\n<p style="margin:16px 0 0;color:#646b79;font-size:13px">${escapeHtml(foot)}</p>` : ""
      }`,
      support,
    }),
  };
}
