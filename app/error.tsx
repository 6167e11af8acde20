"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

/** A fault while a page was made: what is safe, and a way on. The digest finds the cause in the log. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="page" id="content">
      <Empty
        icon="warning"
        title="This page could not be loaded"
        level={1}
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
          <p className="small quiet">
            If it keeps happening, tell support: <span className="mono">{error.digest}</span>
          </p>
        )}
      </Empty>
    </main>
  );
}
