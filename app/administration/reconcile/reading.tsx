import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import type { Dates } from "@/lib/domain/dates";
import { plural } from "@/lib/domain/format";
import { PAUSES, type Pause } from "@/lib/domain/orders/order";
import { troubleSentence } from "@/lib/domain/twilio/trouble";
import type { readReconcile } from "@/lib/reconcile/read-reconcile";

type Account = Awaited<ReturnType<typeof readReconcile>>;

/** How far the account has been read, or when that was, or why it could not be. */
export function Reading({ run, done, dates }: Pick<Account, "run" | "done"> & { dates: Dates }) {
  const before = done
    ? `What you see was read ${dates.when(done.startedAt)}: ${plural(done.read, "number")}.`
    : "";
  if (run?.state === "running") {
    const read = run.read.toLocaleString("en-US");
    const expected = Math.max(run.expected, run.read);
    return (
      <Progress
        words={
          run.expected > run.read
            ? `${read} of about ${expected.toLocaleString("en-US")} numbers read`
            : `${plural(run.read, "number")} read`
        }
        remark={run.tries > 0 ? "Twilio does not answer; trying again" : "Updates by itself"}
        max={Math.max(expected, 1)}
        // Nobody knows how far a first reading is.
        value={run.expected > run.read ? run.read : undefined}
      />
    );
  }
  if (run?.state === "failed")
    return (
      <Notice kind="bad">
        <strong>The account could not be read.</strong> {problemOf(run.problem)} {before}
      </Notice>
    );
  return before ? <p className="text-quiet text-small">{before}</p> : null;
}

function problemOf(problem: string | null): string {
  const reason = PAUSES.find((pause): pause is Pause => pause === problem);
  return troubleSentence(
    reason && reason !== "unreachable" ? { kind: "account-blocked", reason } : { kind: "unreachable" },
  );
}
