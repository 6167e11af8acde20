import { redirect } from "next/navigation";
import { MY_CALLER_IDS } from "@/lib/domain/addresses";

export default function My() {
  redirect(MY_CALLER_IDS);
}
