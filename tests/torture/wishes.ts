import { pools, random } from "@/lib/simulator/inventory";

type Wish = { e164: string; locality: string | null; region: string | null };

/** Two admins of one organisation want some of the same numbers: one of them must go without. */
const SHARED = 0.03;

/**
 * Which numbers each admin wants: an entry per organisation, in it one list per admin. The same for the same seed; no
 * number is wanted by two organisations. `spare` are numbers that nobody wants.
 */
export function wishes(seed: number, organizations: number, lines: number) {
  const shuffle = random(`torture/${seed}/numbers`);
  const stock = pools("US", "local")
    .map((pool) => ({ pool, at: shuffle() }))
    .sort((a, b) => a.at - b.at)
    .flatMap(({ pool }) => pool.numbers(seed)) satisfies Wish[];
  const each = Math.ceil(lines / organizations / 2);
  const shared = Math.max(1, Math.round(each * SHARED));
  const lists = Array.from({ length: organizations }, (_, index) => {
    const own = stock.slice(index * 2 * each, (index + 1) * 2 * each);
    return [own.slice(0, each), own.slice(each - shared, 2 * each - shared)] as const;
  });
  return { lists, spare: stock.slice(organizations * 2 * each) };
}
