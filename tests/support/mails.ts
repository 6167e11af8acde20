/** The Transaction Code that a message brings. */
export const codeIn = (text = "") => /Transaction Code: (\S{9})/.exec(text)?.[1] ?? "";

/** The link that a message brings, to sign in or to confirm an address. */
export const linkIn = (text = "") => /(http\S+\/sign-in\/(?:confirm|new-address)\S+)/.exec(text)?.[1] ?? "";
