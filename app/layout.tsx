import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { TranslationGuard } from "@/components/ui/translation-guard";
import { env } from "@/lib/runtime/config/env";

export const metadata: Metadata = {
  title: { default: "Caller ID Console", template: "%s · Caller ID Console" },
  robots: { index: false, follow: false },
  // Numbers are not turned into links behind our back.
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

/** Every page is made for its request: nothing is anybody else's, and its scripts carry its own nonce. */
export const dynamic = "force-dynamic";

export default function RootLayout({ children }: { children: ReactNode }) {
  const { twilio, support } = env();
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        {twilio.kind !== "live" && (
          <aside className="layout-banner" aria-label="About this installation">
            Simulator: no money is spent
          </aside>
        )}
        <TranslationGuard />
        {children}
        <footer className="layout-footer">
          <span>
            {(support.email || support.phone) && "Support: "}
            {support.email && <a href={`mailto:${support.email}`}>{support.email}</a>}
            {support.email && support.phone && " · "}
            {support.phone && <a href={`tel:${support.phone.replace(/[^+\d]/g, "")}`}>{support.phone}</a>}
          </span>
          <span>For information only, not legal advice.</span>
        </footer>
      </body>
    </html>
  );
}
