import { expect, it } from "vitest";
import { readFindingRows, writeFindingRows } from "./finding-rows";

const ROWS = [
  { e164: "+12065550142", version: "abc_-1" },
  { e164: "+442079460018", version: "x" },
];

it("are read from an address as they were written, each number once, without nonsense", () => {
  expect(readFindingRows(writeFindingRows(ROWS))).toEqual(ROWS);
  expect(readFindingRows(`${writeFindingRows(ROWS)},${writeFindingRows(ROWS)}`)).toEqual(ROWS);
  expect(readFindingRows(",+1 x,+12065550142,+12065550142 <b>,constructor x")).toEqual([]);
  const many = Array.from({ length: 60 }, (_, index) => ({ e164: `+120655501${index + 10}`, version: "v" }));
  expect(readFindingRows(writeFindingRows(many))).toHaveLength(50);
});
