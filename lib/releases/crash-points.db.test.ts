import { describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import type { CrashPoint } from "@/lib/purchasing/engine";
import type { FaultAction } from "@/lib/simulator/faults";
import { newOrganization } from "@/tests/support/factories";
import { ENGINE } from "@/tests/support/purchases";
import {
  boughtCallerIds,
  pumpOut,
  release,
  releasedAtTwilio,
  releaseState,
  statuses,
} from "@/tests/support/releases";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const database = testDatabase(ENGINE);

const POINTS: CrashPoint[] = ["before-claim", "after-intent", "after-effect", "after-record"];
const OUTCOMES: Record<string, FaultAction | null> = {
  "a plain yes": null,
  "no answer, nothing released": { kind: "cut", effect: "before" },
  "no answer, released": { kind: "cut", effect: "after" },
  "a 500, nothing released": { kind: "status5xx", effect: "before" },
  "a 503, released": { kind: "status5xx", code: 503, effect: "after" },
  "an answer after our patience": { kind: "late", ms: 400, hang: true },
  "too many requests": { kind: "status429" },
};
const CASES = POINTS.flatMap((point) => Object.keys(OUTCOMES).map((outcome) => [point, outcome] as const));

describe("a worker that dies", () => {
  it.concurrent.each(CASES)(
    "at %s while Twilio gives %s releases each number once",
    async (point, outcome) => {
      const db = database();
      const { admin, organizationId, twilioAccountSid } = await newOrganization(db, { people: 0 });
      const [stays, ...rows] = await boughtCallerIds(db, admin, 3);
      const releaseId = await release(admin, rows);
      const action = OUTCOMES[outcome];
      const match = { method: "DELETE", account: twilioAccountSid };
      if (action) await simulatedTwilio().fault(action, match, { times: 1 });
      let alive = true;
      const crashPoint = (at: CrashPoint) => {
        if (at !== point || !alive) return;
        alive = false;
        throw new Error("killed");
      };
      await pumpOut(db, { crashPoint }, { organizationId }).catch((error) =>
        expect(error.message).toBe("killed"),
      );
      await pumpOut(db, {}, { organizationId });

      const gone = rows.map(({ e164 }) => e164).sort();
      expect(await releasedAtTwilio(twilioAccountSid)).toEqual(gone);
      expect((await simulatedTwilio().held(twilioAccountSid)).map(({ e164 }) => e164)).toEqual([stays?.e164]);
      expect(await statuses(db, organizationId)).toEqual({
        [stays?.e164 ?? ""]: "active",
        ...Object.fromEntries(gone.map((e164) => [e164, "released"])),
      });
      const { release: after, lines } = await releaseState(db, releaseId);
      expect(lines.map(({ state }) => state)).toEqual(["released", "released"]);
      expect(after.turnAt).toBeNull();
    },
  );
});
