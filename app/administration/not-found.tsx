/** Under the header and tabs, for whoever is signed in. */
export { default, metadata } from "../not-found";
