import { notFound } from "next/navigation";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { env } from "@/lib/runtime/config/env";
import { Controls } from "./controls";
import { Reconciled } from "./reconciled";
import { Rows } from "./rows";
import { Words } from "./words";

export const metadata = { title: "Design" };

/** Every component in every state, for whoever changes one. Its buttons lead nowhere that matters. */
export default function Design() {
  if (env().mode !== "embedded") notFound();
  return (
    <Page>
      <PageHead title="Design" about="Every component in every state, with made-up numbers" />
      <Controls />
      <Words />
      <Rows />
      <Reconciled />
    </Page>
  );
}
