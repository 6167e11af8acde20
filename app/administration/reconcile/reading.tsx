import { useId } from "react";
import { Notice } from "@/components/ui/notice";
import { dateAndClock, plural } from "@/lib/domain/format";
import { PAUSES, type Pause } from "@/lib/domain/orders/order";
import { troubleSentence } from "@/lib/domain/twilio/trouble";
import type { readReconcile } from "@/lib/reconcile/read-reconcile";

type Account = Awaited<ReturnType<typeof readReconcile>>;

/** How far the account has been read, or when that was, or why it could not be. */
export function Reading({ run, done }: Pick<Account, "run" | "done">) {
  const id = useId();
  const before = done
    ? `What you see was read ${dateAndClock(done.startedAt)}: ${plural(done.read, "number")}.`
    : "";
  if (run?.state === "running") {
    const read = run.read.toLocaleString("en-US");
    const expected = Math.max(run.expected, run.read);
    return (
      <div className="tally" tabIndex={-1}>
        <div className="line">
          <strong id={id}>
            {run.expected > run.read
              ? `${read} of about ${expected.toLocaleString("en-US")} numbers read`
              : `${plural(run.read, "number")} read`}
          </strong>
          <span className="quiet small">
            {run.tries > 0 ? "Twilio does not answer; trying again" : "Updates by itself"}
          </span>
        </div>
        {/* Nobody knows how far a first reading is. */}
        <progress
          className="progress"
          aria-labelledby={id}
          max={Math.max(expected, 1)}
          value={run.expected > run.read ? run.read : undefined}
        />
      </div>
    );
  }
  if (run?.state === "failed")
    return (
      <Notice kind="bad">
        <strong>The account could not be read.</strong> {problemOf(run.problem)} {before}
      </Notice>
    );
  return before ? <p className="quiet small">{before}</p> : null;
}

function problemOf(problem: string | null): string {
  const reason = PAUSES.find((pause): pause is Pause => pause === problem);
  return troubleSentence(
    reason && reason !== "unreachable" ? { kind: "account-blocked", reason } : { kind: "unreachable" },
  );
}
