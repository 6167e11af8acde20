import type { ComponentProps } from "react";
import { Empty } from "./empty";
import { Page } from "./page";

/** A page that is one message with a way on, for where there is nothing else to show. */
export function MessagePage(message: Omit<ComponentProps<typeof Empty>, "level">) {
  return (
    <Page>
      <Empty {...message} level={1} />
    </Page>
  );
}
