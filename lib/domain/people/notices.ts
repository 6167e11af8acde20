/** What people are mailed about their own account. */
export const USER_NOTICES = ["invited", "new-address", "address-changed", "phone-changed"] as const;
export type UserNotice = (typeof USER_NOTICES)[number];
