import type { ReactNode } from "react";
import { Field, SelectField } from "@/components/ui/field";

export type PersonFieldsProps = {
  /** What stands in each field. */
  value: (name: string) => string;
  errors: Record<string, string> | undefined;
  /** Roles that may be given, by their value; one alone is only said. */
  roles: Record<string, string>;
  roleHelp: string;
  teams: string[];
  emailHelp?: string;
  /** A number of the country, as people type it. */
  phoneExample: string;
};

/** What people may change about somebody: the same fields for somebody new. */
export function PersonFields({
  value,
  errors,
  roles,
  roleHelp,
  teams,
  emailHelp,
  phoneExample,
}: PersonFieldsProps) {
  const registered = value("registered");
  const error = (name: string): ReactNode =>
    name === "email" && errors?.email && registered ? (
      <>
        <span>{errors.email}</span> <a href={registered}>Open</a>
      </>
    ) : (
      errors?.[name]
    );
  return (
    <>
      <div className="person-fields">
        <Field
          label="Name"
          name="name"
          required
          maxLength={300}
          autoComplete="off"
          defaultValue={value("name")}
          error={error("name")}
        />
        <Field
          label="Email"
          name="email"
          type="email"
          required
          maxLength={300}
          autoComplete="off"
          defaultValue={value("email")}
          error={error("email")}
          help={emailHelp}
        />
        <Field
          label="Phone"
          name="phone"
          type="tel"
          maxLength={60}
          autoComplete="off"
          placeholder={phoneExample}
          defaultValue={value("phone")}
          error={error("phone")}
          help="Any way you like to type it. Rings when they call, or when somebody calls them back."
        />
        <Field
          label="Team"
          name="team"
          maxLength={200}
          autoComplete="off"
          list="teams"
          defaultValue={value("team")}
          error={error("team")}
          help={teams.length > 0 ? `Optional. In use: ${inUse(teams)}` : "Optional. Any name that you like."}
        />
        <SelectField
          label="Role"
          name="role"
          defaultValue={value("role")}
          options={roles}
          error={error("role")}
          help={roleHelp}
        />
      </div>
      <datalist id="teams">
        {teams.map((team) => (
          <option key={team} value={team} />
        ))}
      </datalist>
    </>
  );
}

const NAMED = 6;
const inUse = (teams: string[]) =>
  teams.length > NAMED
    ? `${teams.slice(0, NAMED).join(", ")} and ${teams.length - NAMED} more`
    : teams.join(", ");
