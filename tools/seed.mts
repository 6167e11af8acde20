import { parseArgs } from "node:util";
import { fail, withDatabase } from "./database.mts";

const { values } = parseArgs({
  options: { "caller-ids": { type: "string", default: "0" }, users: { type: "string", default: "0" } },
});
const count = (name: keyof typeof values) => {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 0 || number > 1_000_000)
    throw new Error(`--${name} takes a whole number of at most 1,000,000, such as --${name} 100000.`);
  return number;
};

await withDatabase(async () => {
  const many = { callerIds: count("caller-ids"), users: count("users") };
  const { seedDemo } = await import("@/lib/demo/seed");
  const { adminEmail, admin } = await seedDemo();
  console.info(`The demo organisation is there; its admin is ${adminEmail}.`);
  if (many.callerIds + many.users === 0) return;
  const [{ seedMany }, { database }] = await Promise.all([
    import("@/lib/demo/seed-many"),
    import("@/lib/runtime/database"),
  ]);
  await seedMany(database(), admin, many);
  console.info(
    `It has ${many.callerIds} more Caller IDs and ${many.users} more people, which Twilio does not know.`,
  );
}).catch(fail);
process.exit(0);
