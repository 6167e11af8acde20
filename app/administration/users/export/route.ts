import { requireAdmin } from "@/lib/auth/require-user";
import { peopleFilterSchema } from "@/lib/domain/people/people-filter";
import { personStatus } from "@/lib/domain/people/person";
import { everybodyListed, type ListedPerson } from "@/lib/users/list-people";
import { cellsOfBatches, csvResponse } from "@/lib/web/csv-response";

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
  return csvResponse("users", COLUMNS, cellsOfBatches(everybodyListed(admin, filter), cellsOf));
}
