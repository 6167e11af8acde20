import { initials } from "@/lib/domain/format";

/** A person's initials; decoration beside the name. */
export function Avatar({ name, onlyWide = false }: { name: string; onlyWide?: boolean }) {
  return (
    <span className={onlyWide ? "avatar only-wide" : "avatar"} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
