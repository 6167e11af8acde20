/** What a careless pattern takes quadratic time for, when a line is made of it. */
export const LONG_LINES = ["a.", "a-", "+1", "params: ", "token=", "x@y."];
