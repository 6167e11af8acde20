import { asTyped } from "@/lib/domain/forwarding/forwarding";

/** What the fields of one's own profile show. */
export const profileShown = (
  { name, phone, finishedMails }: { name: string; phone: string | null; finishedMails: boolean },
  country: string,
) => ({
  name,
  phone: phone ? asTyped(phone, country) : "",
  finishedMails: finishedMails ? "yes" : "",
});
