import { Icon } from "./icon";

/** The words that a list is searched by. */
export function SearchBox({
  placeholder,
  value,
  maxLength,
}: {
  placeholder: string;
  value: string;
  /** So much of it is searched by. */
  maxLength: number;
}) {
  return (
    <label className="search-box">
      <span className="only-screen-reader">Search</span>
      <Icon name="search" />
      <input
        className="field-input"
        type="search"
        name="q"
        placeholder={placeholder}
        maxLength={maxLength}
        autoComplete="off"
        defaultValue={value}
      />
    </label>
  );
}
