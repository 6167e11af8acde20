/** Why an address of a PostgreSQL server can't be one, in words behind its name; null where it can. Never shows it: it holds a password. */
export function databaseUrlProblem(value: string): string | null {
  if (!/^postgres(ql)?:\/\//.test(value)) return "must begin with postgres:// or postgresql://.";
  const url = URL.canParse(value) ? new URL(value) : null;
  const sign = url ? signThatCutIt(url) : /:\/\/.*?([#/?[\]]).*@/.exec(value)?.[1];
  if (sign) return `has “${sign}” in its password: write it as ${encodeURIComponent(sign)}.`;
  if (/%(?![0-9a-f]{2})/i.test(value))
    return "has a “%” that escapes nothing: in a password write it as %25.";
  return url ? null : "is not an address such as postgres://user:password@host:5432/database.";
}

/** The sign of a password that ended what a parser took for user and host: the `@` that belongs to it stands behind. */
function signThatCutIt({ hash, pathname, search, username }: URL): string | null {
  if (hash) return "#";
  if (pathname.includes("@")) return "/";
  return !username && pathname.length < 2 && search.includes("@") ? "?" : null;
}
