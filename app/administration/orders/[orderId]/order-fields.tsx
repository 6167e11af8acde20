/** What every form about an order sends: which one, and the page that it leads back to. */
export function OrderFields({ orderId, here }: { orderId: string; here: string }) {
  return (
    <>
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="here" value={here} />
    </>
  );
}
