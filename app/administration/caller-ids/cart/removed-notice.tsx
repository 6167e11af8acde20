import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PlainForm } from "@/components/ui/plain-form";
import { Sticky } from "@/components/ui/sticky";
import { Submit } from "@/components/ui/submit";
import type { Cart } from "@/lib/cart/read-cart";
import { plainNumber } from "@/lib/domain/format";
import { changeCartAction } from "./actions";

/** What the last removal took out, and the way back: until the next change of the cart, or an hour. */
export function RemovedNotice({ rows, removed }: Pick<Cart, "rows" | "removed">) {
  const [e164] = removed;
  if (!e164) return null;
  // Then there is no form of the cart, which keeps one's place.
  const isEmpty = rows.length === 0;
  return (
    <Sticky>
      <Notice
        kind="ok"
        key={removed.join()}
        takesFocus={isEmpty}
        action={
          isEmpty ? (
            <PlainForm action={changeCartAction}>
              <Submit icon="undo" name="verb" value="undo">
                Undo
              </Submit>
            </PlainForm>
          ) : (
            <Button icon="undo" form="cart" name="verb" value="undo">
              Undo
            </Button>
          )
        }
      >
        <strong>{inWords(plainNumber(e164), removed.length, isEmpty)}</strong>
      </Notice>
    </Sticky>
  );
}

function inWords(first: string, count: number, isEmpty: boolean): string {
  if (isEmpty) return "Your cart was emptied.";
  if (count === 1) return `${first} was removed.`;
  return `${first} and ${(count - 1).toLocaleString("en-US")} more were removed.`;
}
