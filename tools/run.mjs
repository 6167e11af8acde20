// node tools/run.mjs SCRIPT …: runs one of our TypeScript commands; nothing but Node is needed to get here.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled } from "./install.mjs";

ensureInstalled();
await import("tsx");
// The script sees its own arguments, as if it had been called itself.
process.argv.splice(1, 1);
await import(pathToFileURL(resolve(process.argv[1])).href);
