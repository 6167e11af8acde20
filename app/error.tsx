"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";
import { whyLost } from "@/components/ui/use-form-action";

/** A fault while a page was made: what is safe, and a way on. The digest finds the cause in the log. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const lost = whyLost(error);
  return (
    <MessagePage
      icon="warning"
      title={lost ? "This did not reach the console" : "This page could not be loaded"}
      actions={
        <>
          <ButtonLink href="/administration/caller-ids">Caller IDs</ButtonLink>
          <Button look="primary" icon="again" onClick={lost ? () => window.location.reload() : reset}>
            {lost ? "Reload" : "Try again"}
          </Button>
        </>
      }
    >
      <p>
        {lost ??
          "Something went wrong on our side. Your cart is safe, and an approved order goes on by itself."}
      </p>
      {error.digest && !lost && (
        <p className="text-small text-quiet">
          If it keeps happening, tell support: <span className="text-mono">{error.digest}</span>
        </p>
      )}
    </MessagePage>
  );
}
