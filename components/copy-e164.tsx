"use client";

import { useEffect } from "react";

/**
 * What is copied is what a spreadsheet or a dialler takes: numbers in E.164, and several rows as lines with a tab between
 * their cells, without what is drawn. Without scripts the text is copied as shown.
 */
export function CopyE164() {
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const selection = document.getSelection();
      const text = selection && (oneNumber(selection) ?? rowsOf(selection));
      if (!text) return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    document.addEventListener("copy", copy);
    return () => document.removeEventListener("copy", copy);
  }, []);
  return null;
}

/** A whole number and nothing else, as one click selects it. */
function oneNumber(selection: Selection): string | undefined {
  const shown = selection.anchorNode?.parentElement?.closest<HTMLElement>("[data-e164]");
  const isWhole = shown && selection.toString().trim() === shown.textContent?.trim();
  return isWhole ? shown.dataset.e164 : undefined;
}

/** The rows of one table that a selection over more than one cell touches; columns that say nothing are left out. */
function rowsOf(selection: Selection): string | undefined {
  if (selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const table = (around instanceof Element ? around : around.parentElement)?.closest("table");
  const touched = (selector: string) =>
    [...(table?.querySelectorAll<HTMLElement>(selector) ?? [])].filter((one) => range.intersectsNode(one));
  if (touched("tbody td").length < 2) return undefined;
  const rows = touched("tbody tr").map((row) => [...row.querySelectorAll("td")].map(textOf));
  const says = (column: number) => rows.some((cells) => cells[column]);
  return rows.map((cells) => cells.filter((_, column) => says(column)).join("\t")).join("\n");
}

/** What a cell says, without its country code, marks, buttons, and what is only for those who listen. */
function textOf(cell: HTMLElement): string {
  const copy = cell.cloneNode(true) as HTMLElement;
  // All of them instead of the first and how many more.
  const all = [...copy.querySelectorAll("[popover] li")].map((one) => one.textContent);
  if (all.length > 0) return all.join("; ");
  for (const drawn of copy.querySelectorAll(
    ".phone-number-country, .only-screen-reader, .only-narrow, [role=img], [aria-hidden=true], button, input",
  ))
    drawn.remove();
  for (const number of copy.querySelectorAll<HTMLElement>("[data-e164]"))
    number.textContent = number.dataset.e164 ?? "";
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}
