import { notFound } from "next/navigation";
import { env } from "@/lib/runtime/config/env";

/** Fails, so that the page of faults can be looked at. */
export default function Fault() {
  if (env().mode !== "embedded") notFound();
  throw new Error("This page fails on purpose");
}
