import { redirect } from "next/navigation";
import { CALLER_IDS } from "@/lib/domain/addresses";

export default function Administration() {
  redirect(CALLER_IDS);
}
