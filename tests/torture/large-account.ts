import type { SimulatorProcess } from "../support/start-simulator";

const PAGE_ROWS = 1_000;
/** Many a time in one request to the simulator. */
const AT_ONCE = 10_000;
/** Fills an account with numbers that nobody wants. */
export async function fillAccount({ control }: SimulatorProcess, account: string, numbers: number) {
  for (let done = 0; done < numbers; done += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, numbers - done) }, (_, index) => done + index);
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
