/**
 * What a page may load and run: our own files, and scripts that carry this answer's nonce. No inline styles, no frames,
 * no other origin. Next reads the nonce out of the request's header of the same name.
 */
export function contentSecurityPolicy(
  nonce: string,
  { development, publicUrl }: { development: boolean; publicUrl: string },
): string {
  const rules = [
    "default-src 'none'",
    // Next's development server evaluates code, and its overlay brings styles of its own.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // A form that leads on by a redirect needs its target too: signing in ends on our public address.
    `form-action 'self' ${publicUrl}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(publicUrl.startsWith("https://") ? ["upgrade-insecure-requests"] : []),
  ];
  return rules.join("; ");
}
