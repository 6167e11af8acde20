import { Button } from "@/components/ui/button";
import { Field, SelectField } from "@/components/ui/field";
import { GetForm } from "@/components/ui/get-form";
import { COUNTRIES } from "@/lib/domain/offers/offer";
import type { SearchProblem, SearchProblems } from "@/lib/domain/offers/parse-search";
import { type SearchField, type SearchValues, searchQuery } from "@/lib/domain/offers/search";

const TYPES = { local: "Local", "toll-free": "Toll-Free", mobile: "Mobile" };

/** A GET form: the address is the search. Its sheet shows only the fields that mean something for the country and type. */
export function SearchForm({
  values,
  problems,
  shownAt,
}: {
  values: SearchValues;
  problems: SearchProblems;
  /** When the results below were found, in milliseconds: pressing Search asks for newer ones. Null without results. */
  shownAt: number | null;
}) {
  const firstWrong = Object.keys(problems)[0];
  const of = (name: SearchField) => ({
    name,
    defaultValue: values[name],
    error: problems[name] && <Problem {...problems[name]} />,
    autoFocus: name === firstWrong,
    autoComplete: "off",
  });
  return (
    <search>
      <GetForm className="search-form" aria-label="Numbers to buy">
        <SelectField label="Country" {...of("country")} options={COUNTRIES} />
        <SelectField label="Type" {...of("type")} options={TYPES} />
        <div className="search-form-area-code">
          <Field label="Area code" {...of("areaCode")} inputMode="tel" />
        </div>
        <Field label="Contains" {...of("contains")} />
        <div className="search-form-place">
          <Field label="City" {...of("city")} />
        </div>
        <div className="search-form-place">
          <Field label="State" {...of("state")} />
        </div>
        {values.back && <input type="hidden" name="back" value={values.back} />}
        {shownAt && <input type="hidden" name="newerThan" value={shownAt} />}
        <Button icon="search" look={shownAt ? undefined : "primary"}>
          Search
        </Button>
      </GetForm>
    </search>
  );
}

function Problem({ words, instead }: SearchProblem) {
  return (
    <>
      {words}{" "}
      {instead && (
        <a className="link-target" href={`?${searchQuery(instead.values)}`}>
          {instead.label}
        </a>
      )}
    </>
  );
}
