import { Button } from "@/components/ui/button";
import { Field, SelectField } from "@/components/ui/field";
import { GetForm } from "@/components/ui/get-form";
import { COUNTRIES } from "@/lib/domain/offers/offer";
import type { SearchField } from "@/lib/domain/offers/search";

const TYPES = { local: "Local", "toll-free": "Toll-Free", mobile: "Mobile" };

/** A GET form: the address is the search. */
export function SearchForm({
  values,
  errors,
}: {
  values: Record<SearchField, string>;
  errors: Partial<Record<SearchField, string>>;
}) {
  const firstWrong = Object.keys(errors)[0];
  const of = (name: SearchField) => ({
    name,
    defaultValue: values[name],
    error: errors[name],
    autoFocus: name === firstWrong,
  });
  return (
    <search>
      <GetForm className="search-form" aria-label="Numbers to buy">
        <SelectField label="Country" {...of("country")} options={COUNTRIES} />
        <SelectField label="Type" {...of("type")} options={TYPES} />
        <Field label="Area code" {...of("areaCode")} inputMode="numeric" autoComplete="off" maxLength={8} />
        <Field label="Contains" {...of("contains")} autoComplete="off" maxLength={16} />
        <Field label="City" {...of("city")} autoComplete="off" maxLength={64} />
        <Field label="State" {...of("state")} autoComplete="off" maxLength={32} />
        <Button icon="search">Search</Button>
      </GetForm>
    </search>
  );
}
