import { z } from "zod";
import { FlashMessage } from "@/app/flash-message";
import { CallerIdStatus } from "@/components/caller-id-status";
import { CopyE164 } from "@/components/copy-e164";
import { CopyNumber } from "@/components/copy-number";
import { History } from "@/components/history";
import { TwilioMark } from "@/components/twilio-mark";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { requireAdmin } from "@/lib/auth/require-user";
import { type CallerIdView, readCallerId } from "@/lib/caller-ids/read-caller-id";
import { CALLER_IDS } from "@/lib/domain/addresses";
import { numberSentence } from "@/lib/domain/audit/number-words";
import { datesOf } from "@/lib/domain/dates";
import { placeOf, plainNumber } from "@/lib/domain/format";
import { idSchema } from "@/lib/domain/new-id";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { nothingHere } from "@/lib/web/nothing-here";
import { CallBacksPart } from "./call-backs-part";
import { LabelsPanel } from "./labels-panel";
import { LockPanel } from "./lock-panel";
import { MoneyPanel } from "./money-panel";
import { ReleasePanel } from "./release-panel";
import { UsersPart } from "./users-part";

const paramsSchema = z.object({ back: z.string().max(1500).optional().catch(undefined) });

type Props = PageProps<"/administration/caller-ids/[callerIdId]">;

export const metadata = { title: "Caller ID" };

export default async function CallerId({ params, searchParams }: Props) {
  const admin = await requireAdmin();
  const query = await searchParams;
  const { back } = paramsSchema.parse(query);
  const id = idSchema.parse((await params).callerIdId);
  const view = (await readCallerId(admin, id, pageAskedSchema.parse(query))) ?? nothingHere();
  const { callerId } = view;
  const now = new Date();
  const dates = datesOf(admin, now);
  const number = plainNumber(callerId.e164);
  return (
    <Page>
      <PageHead
        back={{ to: returnAddress(back, CALLER_IDS), name: "Caller IDs" }}
        title={number}
        status={
          <>
            {callerId.source === "twilio" && <TwilioMark />}
            <CopyNumber e164={callerId.e164} name={number} />
            <CallerIdStatus of={callerId} dates={dates} />
          </>
        }
        about={placeOf(callerId)}
      />
      <div className="stack-loose">
        <div className="with-aside">
          <div className="stack-loose">
            <FlashMessage />
            <CallBacksPart view={view} country={admin.country} dates={dates} />
            <UsersPart view={view} query={back ? { back } : {}} />
          </div>
          <aside className="stack" aria-label="Labels and money">
            <LabelsPanel callerId={callerId} />
            <MoneyPanel callerId={callerId} now={now} dates={dates} />
            {callerId.releasedAt === null && <LockPanel callerId={callerId} />}
            {callerId.source === "twilio" && <ReleasePanel callerId={callerId} dates={dates} />}
          </aside>
        </div>
        <History of={view.history} words={wordsIn(callerId.currency ?? "USD")} dates={dates} />
      </div>
      <CopyE164 />
    </Page>
  );
}

const wordsIn = (currency: string) => (told: CallerIdView["history"]["events"][number]) =>
  numberSentence(told.event, told, currency);
