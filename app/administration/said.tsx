import { Notice } from "@/components/ui/notice";
import { flashCookie, readFlash } from "@/lib/web/flash";
import { Forget } from "./forget";

/** The answer to what was just done, once. */
export async function Said() {
  const said = await readFlash();
  if (!said) return null;
  return (
    <Notice kind={said.kind} takesFocus key={said.at}>
      {said.words}
      <Forget cookie={flashCookie()} />
    </Notice>
  );
}
