import { Field } from "@/components/ui/field";
import { GetForm } from "@/components/ui/get-form";
import { Submit } from "@/components/ui/submit";

/** Finds Caller IDs by a part of the number, a place, or an area code. */
export function CallerIdSearch({
  kept,
  search,
  areaCode,
  autoFocus = false,
}: {
  /** What the address keeps beside the search. */
  kept: Record<string, string>;
  search: string;
  areaCode: string;
  /** Where it is what one comes for. */
  autoFocus?: boolean;
}) {
  return (
    <GetForm className="search-form" role="search" aria-label="Caller IDs">
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field
        label="Search"
        name="search"
        type="search"
        autoComplete="off"
        maxLength={100}
        placeholder="Part of a number, or a place"
        autoFocus={autoFocus}
        defaultValue={search}
      />
      <Field
        label="Area code"
        name="areaCode"
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        defaultValue={areaCode}
      />
      <Submit>Search</Submit>
    </GetForm>
  );
}
