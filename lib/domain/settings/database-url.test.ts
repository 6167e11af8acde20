import { describe, expect, it } from "vitest";
import { databaseUrlProblem } from "./database-url";

describe("the address of a database", () => {
  it.each([
    "postgres://u:p@host/db",
    "postgresql://u:p%23ss@host:5432/db?sslmode=require",
    "postgres://u:p@h@host/db",
    "postgres://host/db",
    "postgresql:///db?host=/var/run/postgresql",
    "postgres://u@host/db?options=-c%20search_path%3Da@b",
    "postgres://u:p@[::1]:5432/db",
    "postgres://host:5432/db?user=me&password=a@b",
    "postgres://host/db?user=a@b",
  ])("%s can be one", (value) => expect(databaseUrlProblem(value)).toBeNull());

  it.each([
    ["postgres://u:pa#ss@host/db", "has “#” in its password: write it as %23."],
    ["postgres://u:1234#5@host:5432/db", "has “#” in its password: write it as %23."],
    ["postgres://u:p@a#b@host/db", "has “#” in its password: write it as %23."],
    ["postgres://u:p@s/s@host/db", "has “/” in its password: write it as %2F."],
    ["postgres://u:12?3@host/db", "has “?” in its password: write it as %3F."],
    ["postgres://u:pa/ss@host/db", "has “/” in its password: write it as %2F."],
    ["postgres://u:pa?ss@host/db", "has “?” in its password: write it as %3F."],
    ["postgres://u:p%ss@host/db", "has a “%” that escapes nothing: in a password write it as %25."],
    ["mysql://u:p@host/db", "must begin with postgres:// or postgresql://."],
    ["host:5432/db", "must begin with postgres:// or postgresql://."],
    ["postgres://u:p@ho st/db", "is not an address such as postgres://user:password@host:5432/database."],
  ])("%s is none: %s", (value, problem) => expect(databaseUrlProblem(value)).toBe(problem));
});
