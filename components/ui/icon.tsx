/** Drawn on a 16-pixel grid; decoration only, so the words beside them carry the meaning. */
const PATHS = {
  number: "M6.25 2.5 4.75 13.5M11.25 2.5 9.75 13.5M2.75 5.75h11M2.25 10.25h11",
  cart: "M1.75 2.25h1.6l1.5 7.5h7.1l1.3-5.5H3.9M5.75 12.9h.01M11.25 12.9h.01",
  add: "M8 3.5v9M3.5 8h9",
  search: "M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0ZM10.5 10.5l3 3",
  forever:
    "M8 8C6.8 6.2 5.7 5.25 4.4 5.25a2.75 2.75 0 0 0 0 5.5C5.7 10.75 6.8 9.8 8 8s2.3-2.75 3.6-2.75a2.75 2.75 0 0 1 0 5.5C10.3 10.75 9.2 9.8 8 8Z",
  close: "m4 4 8 8M12 4l-8 8",
  again: "M13 8a5 5 0 1 1-1.6-3.7L13 5.75M13 2.75v3h-3",
  back: "M13 8H3.25M7 4 3 8l4 4",
  undo: "M6.25 3.25 3 6.5l3.25 3.25M3.25 6.5h6a3.5 3.5 0 0 1 0 7H7",
  tick: "m3.5 8.5 3 3 6-7",
  warning: "M8 2.25 14.25 13H1.75L8 2.25ZM8 6.5v3M8 11.25h.01",
  problem: "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM8 5v3.5M8 10.9h.01",
  about: "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM8 7.25v3.5M8 5.25h.01",
  copy: "M5.75 5.75h7.5v7.5h-7.5ZM3.75 10.25h-1v-7.5h7.5v1",
  download: "M8 2.5v7.25M4.75 6.5 8 9.75l3.25-3.25M2.75 13h10.5",
  down: "m4.5 6.5 3.5 3.5 3.5-3.5",
  people:
    "M6.25 7.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5ZM2.25 13c0-2.2 1.8-3.75 4-3.75s4 1.55 4 3.75M10.5 3.2a2.25 2.25 0 0 1 0 4.1M11.75 9.6c1.3.5 2 1.7 2 3.4",
  forward: "M9.5 3.5 13.25 7 9.5 10.5M13 7H6.5a3.75 3.75 0 0 0-3.75 3.75V13",
  label: "M2.75 2.75h5L13.5 8.5l-5 5-5.75-5.75ZM5.5 5.5h.01",
  lock: "M4 7.25h8v6H4ZM5.5 7.25V5a2.5 2.5 0 0 1 5 0v2.25",
  leave: "M9.5 2.75h-6v10.5h6M6.75 8h6.5M10.75 5.25 13.5 8l-2.75 2.75",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} strokeWidth={name === "more" ? 2 : undefined} />
    </svg>
  );
}
