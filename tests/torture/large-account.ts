import type { SimulatorProcess } from "../support/start-simulator";

const PAGE_ROWS = 1_000;
/** Numbers in one request to the simulator. */
const BATCH = 10_000;

/** Somebody has bought so many numbers in Twilio's own console that nobody else wants. */
export async function buyByHand({ control }: SimulatorProcess, account: string, numbers: number) {
  for (let done = 0; done < numbers; done += BATCH) {
    const some = Array.from({ length: Math.min(BATCH, numbers - done) }, (_, index) => done + index);
    await control("external", {
      kind: "buy",
      account,
      numbers: some.map((nr) => `+1456${String(nr).padStart(7, "0")}`),
      ago: 86_400,
    });
  }
}

/** A reading of all pages of such an account takes longer than three leases. */
const LEASES = 3.2;

/** Makes its pages slow. `lease` in milliseconds. */
export async function slowPages(
  { control }: SimulatorProcess,
  account: string,
  numbers: number,
  lease: number,
) {
  await control("faults", {
    id: "slow-pages",
    match: { method: "GET", path: "IncomingPhoneNumbers", account },
    action: { kind: "latency", ms: (LEASES * lease) / Math.ceil(numbers / PAGE_ROWS) },
  });
}
