import { fail, withDatabase } from "./database.mts";

await withDatabase(async () => {
  const { seedDemo } = await import("@/lib/demo/seed");
  const { adminEmail } = await seedDemo();
  console.info(`The demo organisation is there; its admin is ${adminEmail}.`);
}).catch(fail);
process.exit(0);
