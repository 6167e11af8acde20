/**
 * npm run conformance: Twilio's published description, in a validating proxy, between the official client and our
 * simulator. What it does not know is on the short list of the description's own errors, or fails the run.
 */
const { ensureFetched } = await import("./fetched");
if (!ensureFetched()) process.exit(1);
const { temporaryDatabase } = await import("../support/temporary-database");
const { startSimulatorProcess } = await import("../support/start-simulator");
const { describedTwilio } = await import("./described");
const { walk } = await import("./walk");
const { judge } = await import("./judge");
const { SPOILS, spoilEverything } = await import("./spoils");

process.once("SIGINT", () => process.exit(1)).once("SIGTERM", () => process.exit(1));
const database = await temporaryDatabase();
const simulator = await startSimulatorProcess(database.url);
// A few numbers per search: what is wrong with one is wrong with all, and the report fits into a header.
await simulator.control("settings", { searchCap: 4 });
const twilio = await describedTwilio(simulator.url, SPOILS);
let passed = false;
try {
  await walk(twilio.url);
  const walked = twilio.checked.splice(0);
  await spoilEverything(twilio.url);
  passed = judge(walked, twilio.checked);
} finally {
  twilio.stop();
  simulator.stop();
  await database.stop();
}
process.exit(passed ? 0 : 1);
