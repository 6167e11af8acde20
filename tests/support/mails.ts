/** The Transaction Code that a message brings. */
export const codeIn = (text = "") => /Transaction Code: (\S{9})/.exec(text)?.[1] ?? "";

/** The sign-in link that a message brings. */
export const linkIn = (text = "") => /(http\S+\/sign-in\/confirm\S+)/.exec(text)?.[1] ?? "";
