/** What must never be read in a log, made unreadable. `secrets` are this installation's own values. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let safe = text;
  for (const secret of secrets) if (secret.length >= 8) safe = safe.replaceAll(secret, HIDDEN);
  for (const [pattern, replacement] of PATTERNS) safe = safe.replace(pattern, replacement);
  return safe;
}

const HIDDEN = "[hidden]";

const PATTERNS: [RegExp, string][] = [
  // A failed query names its parameters: people, numbers, session tokens.
  [/(\bparams: )(?!\[hidden\])[^\n]*/g, `$1${HIDDEN}`],
  [/(\b(?:Basic|Bearer)\s+)[\w.~+/=-]{8,}/gi, `$1${HIDDEN}`],
  [/(\b\w+:\/\/[^\s:/@]+:)[^\s/@]+(@)/g, `$1${HIDDEN}$2`],
  [/((?:auth_?token|token|secret|password|session)["']?\s*[:=]\s*["']?)[^\s"'&,;}]{6,}/gi, `$1${HIDDEN}`],
  [/\b(AC|SK)[0-9a-f]{28}([0-9a-f]{4})\b/gi, "$1…$2"],
  [/\bre_\w{12,}/g, HIDDEN],
  [/(?<![\w+])(\+[1-9]\d{2})\d{3,10}(\d{2})(?!\d)/g, "$1•••$2"],
  [/\b([\w.+-])[\w.+-]*@([\w-]+(?:\.[\w-]+)+)\b/g, "$1•••@$2"],
];
