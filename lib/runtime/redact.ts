/** What must never be read in a log, made unreadable. `secrets` are this installation's own values. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let safe = text;
  for (const secret of secrets) if (secret.length >= 8) safe = safe.replaceAll(secret, HIDDEN);
  for (const [pattern, replacement] of PATTERNS) safe = safe.replace(pattern, replacement);
  return safe;
}

const HIDDEN = "[hidden]";

const PATTERNS: [RegExp, string][] = [
  // A failed query names its parameters: people, numbers, session tokens. In one line, or one a line in brackets.
  [/(\bparams: )(?!\[hidden\])(?:\[[\s\S]*?\n\s*\]|[\s\S]*?(?=\n\s+at |$))/g, `$1${HIDDEN}`],
  [/(\b(?:Basic|Bearer)\s+)[\w.~+/=-]{8,}/gi, `$1${HIDDEN}`],
  [/(\b\w{1,20}:\/\/[^\s:/@]{0,100}:)[^\s/@]{1,200}(@)/g, `$1${HIDDEN}$2`],
  [
    /((?:auth_?token|token|secret|password|session|bypass)\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?)[^\s"'&,;}\\]{6,}/gi,
    `$1${HIDDEN}`,
  ],
  [/\b(AC|SK)[0-9a-f]{28}([0-9a-f]{4})\b/gi, "$1…$2"],
  [/\bre_\w{12,}/g, HIDDEN],
  [/(?<![\w+])((?:\+|%2B)[1-9]\d{2})\d{3,10}(\d{2})(?!\d)/gi, "$1•••$2"],
  [/\((\d{3})\) ?\d{3}-\d{2}(\d{2})(?!\d)/g, "($1) •••$2"],
  [/(?<![\w-])(\d{3})-\d{3}-\d{2}(\d{2})(?![\w-])/g, "$1-•••$2"],
  [/(?<![\w.])(1[2-9]\d{2})\d{5}(\d{2})(?![\w.])/g, "$1•••$2"],
  [/(?<![\w.+-])([\w.+-])[\w.+-]{0,63}(@|%40)([a-z][\w-]{0,62}(?:\.[\w-]{1,62}){1,8})\b/gi, "$1•••$2$3"],
];
