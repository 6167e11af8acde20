/** The way from the cart to the purchase, shown in the head of each of its windows. */
export const PURCHASE_STEPS = ["Cart", "Forward Calls", "Transaction Code", "Purchase"] as const;
