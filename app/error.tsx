"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";

/** A fault while a page was made: what is safe, and a way on. The digest finds the cause in the log. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <MessagePage
      icon="warning"
      title="This page could not be loaded"
      actions={
        <>
          <ButtonLink href="/administration/caller-ids">Caller IDs</ButtonLink>
          <Button look="primary" icon="again" onClick={reset}>
            Try again
          </Button>
        </>
      }
    >
      <p>Something went wrong on our side. Your cart is safe, and an approved order goes on by itself.</p>
      {error.digest && (
        <p className="text-small text-quiet">
          If it keeps happening, tell support: <span className="text-mono">{error.digest}</span>
        </p>
      )}
    </MessagePage>
  );
}
