export const ORGANIZATION = "Brightwater Calling";
/** Its name until everything is there, so that one that was left half-made is known and made again. */
export const UNFINISHED = `${ORGANIZATION} (being set up)`;

/** The first one is whom the demo signs in. */
export const ADMINS = ["Dana Kessler", "Marcus Reid", "Priya Raman"] as const;

/** Austin. */
export const TIME_ZONE = "America/Chicago";

/** Those who call, by their teams. */
export const TEAMS: Record<string, readonly number[]> = {
  Austin: [0, 1, 2, 3, 4, 5, 6],
  Dallas: [7, 8, 9, 10, 11],
  Toronto: [12, 13, 14, 15],
};
/** Has left, and remembers what she might use. */
export const LEFT = "Sofia Bianchi";
/** Was invited, and has never been seen. */
export const INVITED = "Hana Sato";

export const PEOPLE = [
  "Maya Lindqvist",
  "Tomás Ferreira",
  "Owen Gallagher",
  "Aiko Tanaka",
  "Leila Haddad",
  "Sofie Brandt",
  "Daniel Osei",
  "Grace Whitfield",
  "Ines Duarte",
  "Jonah Feld",
  "Wei Zhang",
  "Hannah Schwarzenberg",
  "Kofi Mensah",
  "Elena Petrova",
  "Luca Moretti",
  "Noor Siddiqui",
  "Freya Halvorsen",
];

/** Where their call-backs go; from the ranges kept for fiction. */
export const OFFICE = "+16285550100";
export const FRONT_DESK = "+17375550102";
export const LONDON = "+442079460018";

/** Numbers that the team brought along. */
export const OWN = [
  ["+13125550176", "Chicago", "IL"],
  ["+17205550123", "Denver", "CO"],
  ["+12025550143", "Washington", "DC"],
  ["+14045550118", "Atlanta", "GA"],
  ["+16025550187", "Phoenix", "AZ"],
  ["+12145550164", "Dallas", "TX"],
] as const;

export const emailOf = (name: string) =>
  `${name
    .normalize("NFD")
    .replace(/[^a-z ]/gi, "")
    .toLowerCase()
    .replaceAll(" ", ".")}@brightwater.example`;
