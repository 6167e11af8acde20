import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="page" id="content">
      <Empty
        icon="search"
        title="There is nothing here"
        level={1}
        actions={
          <ButtonLink look="primary" href="/administration/caller-ids">
            Caller IDs
          </ButtonLink>
        }
      >
        <p>The address may be mistyped, or what it names belongs to another organization.</p>
      </Empty>
    </main>
  );
}
