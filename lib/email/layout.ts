export type Support = { email: string | null; phone: string | null };

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

export const supportLine = ({ email, phone }: Support) =>
  email || phone ? `Questions? ${[email, phone].filter(Boolean).join(" or ")}.` : "";

/** One column that every mail client shows: a title, what is given, and a foot. All of it already escaped. */
export function htmlEmail({
  title,
  body,
  support,
}: {
  title: string;
  body: string;
  support: Support;
}): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title></head>
<body style="margin:0;padding:32px 16px;background:#f6f7f9;color:#14171f;font:15px/24px system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e7e9ed;border-radius:12px">
<h1 style="margin:0 0 16px;font-size:20px;line-height:28px">${title}</h1>
${body}
</div>
<p style="max-width:520px;margin:16px auto 0;color:#646b79;font-size:12px;line-height:18px">${escapeHtml(supportLine(support))} Caller ID Console. For information only, not legal advice.</p>
</body>
</html>`;
}
