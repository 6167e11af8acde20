/** What people are mailed: about their own account, and admins about the numbers of the Twilio account. */
export const USER_NOTICES = [
  "invited",
  "new-address",
  "address-changed",
  "phone-changed",
  "numbers-differ",
] as const;
export type UserNotice = (typeof USER_NOTICES)[number];
