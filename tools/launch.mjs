// npm run demo, npm run dev: nothing but Node is needed to get here; the rest is TypeScript.
import { ensureInstalled } from "./install.mjs";

ensureInstalled();
await import("tsx");
const { launch } = await import("./launcher.mts");
await launch(process.argv[2] === "dev" ? "dev" : "demo");
