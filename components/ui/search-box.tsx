import { Icon } from "./icon";

/** The words that a list is searched by. */
export function SearchBox({ placeholder, value }: { placeholder: string; value: string }) {
  return (
    <label className="search-box">
      <span className="only-screen-reader">Search</span>
      <Icon name="search" />
      <input
        className="field-input"
        type="search"
        name="q"
        placeholder={placeholder}
        maxLength={200}
        autoComplete="off"
        defaultValue={value}
      />
    </label>
  );
}
