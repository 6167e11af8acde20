import { requireAdmin } from "@/lib/auth/require-user";
import { BYTE_ORDER_MARK, csvLine } from "@/lib/domain/csv";
import { peopleFilterSchema } from "@/lib/domain/people/people-filter";
import { personStatus } from "@/lib/domain/people/person";
import { everybodyListed, type ListedPerson } from "@/lib/users/list-people";

const COLUMNS = [
  "name",
  "email",
  "phone",
  "team",
  "role",
  "status",
  "caller_ids",
  "last_sign_in",
  "added_on",
  "deactivated_on",
];

const cellsOf = (person: ListedPerson) => [
  person.name,
  person.email,
  person.phone ?? "",
  person.team ?? "",
  person.role,
  personStatus(person),
  String(person.callerIds),
  person.lastSignInAt?.toISOString() ?? "",
  person.createdAt.toISOString(),
  person.deactivatedAt?.toISOString() ?? "",
];

/** The people that the list's filters find, as a file for a spreadsheet, batch by batch. */
export async function GET(request: Request) {
  const admin = await requireAdmin();
  const filter = peopleFilterSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const batches = everybodyListed(admin, filter);
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    start: (out) => out.enqueue(encoder.encode(BYTE_ORDER_MARK + csvLine(COLUMNS))),
    async pull(out) {
      const { value, done } = await batches.next();
      if (done) out.close();
      else out.enqueue(encoder.encode(value.map((person) => csvLine(cellsOf(person))).join("")));
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="users.csv"',
      "cache-control": "private, no-store",
    },
  });
}
