import { Notice } from "@/components/ui/notice";
import { flashCookie, readFlash } from "@/lib/web/flash";
import { ClearFlashCookie } from "./clear-flash-cookie";

/** The answer to what was just done, once. */
export async function FlashMessage() {
  const flash = await readFlash();
  if (!flash) return null;
  return (
    <Notice kind={flash.kind} takesFocus key={flash.at}>
      {flash.words}
      <ClearFlashCookie cookie={flashCookie()} />
    </Notice>
  );
}
