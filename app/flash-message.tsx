import { Notice } from "@/components/ui/notice";
import { flashCookie, readFlash } from "@/lib/web/flash";
import { ShownOnce } from "./shown-once";

/** The answer to what was just done, once. */
export async function FlashMessage() {
  const flash = await readFlash();
  if (!flash) return null;
  return (
    <ShownOnce cookie={flashCookie()} key={flash.at}>
      <Notice kind={flash.kind} takesFocus>
        {flash.words}
      </Notice>
    </ShownOnce>
  );
}
