import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

export const metadata = { title: "Refused" };

/** A post that our own pages would not have sent. */
export default function Refused() {
  return (
    <main className="page" id="content">
      <Empty
        icon="warning"
        title="This request was refused"
        level={1}
        actions={
          <ButtonLink look="primary" href="/administration/caller-ids">
            Caller IDs
          </ButtonLink>
        }
      >
        <p>
          It did not come from a page of this console, so nothing was changed. Go back, reload the page, and
          try again.
        </p>
      </Empty>
    </main>
  );
}
