import type { FromPlatform, Setting } from "@/lib/domain/settings/settings";

export type Source = Record<string, string | undefined>;
export type Reader = ReturnType<typeof readerOf>;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export const isLoopback = (url: URL) => LOOPBACK.test(url.hostname);

export function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}

/** Reads settings one by one; what is wrong is collected in words instead of thrown. */
export function readerOf(source: Source) {
  const problems: string[] = [];
  const get = (name: Setting | FromPlatform) => source[name]?.trim() || null;

  const need = (name: Setting, why: string) => {
    const value = get(name);
    if (!value) problems.push(`${name} is missing: ${why}.`);
    return value ?? "";
  };

  const longEnough = <Value extends string | null>(name: Setting, value: Value, least: number): Value => {
    if (value && value.length < least)
      problems.push(`${name} is too short: use at least ${least} characters.`);
    return value;
  };

  /** Refuses by its name what can't be right by its shape: a value in the wrong field, cut off, or in quotes. */
  const shaped = <Value extends string | null>(
    name: Setting,
    value: Value,
    fits: RegExp | ((value: string) => boolean),
    words: string,
  ): Value => {
    const isRight = !value || (typeof fits === "function" ? fits(value) : fits.test(value));
    if (!isRight) problems.push(`${name} ${words}`);
    return value;
  };

  const vercelUrl = (name: FromPlatform) => {
    const host = get(name);
    return host ? `https://${host}` : null;
  };

  /** The origin of a server that stands in for a provider, on this machine only. */
  const loopbackUrl = (name: Setting) => {
    const value = get(name);
    if (!value) return null;
    if (get("VERCEL_ENV") === "production") problems.push(`${name} is refused on Vercel production.`);
    const url = parseUrl(value);
    if (url && isLoopback(url)) return url.origin;
    problems.push(`${name} must be an address on this machine, such as http://localhost:4010.`);
    return null;
  };

  return { problems, get, need, longEnough, shaped, vercelUrl, loopbackUrl };
}
