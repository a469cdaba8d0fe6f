/**
 * Cuts texts that are too long for a figure, and marks the cut with "…". A label of 100,000 characters would take half a
 * minute to measure. The data keep the whole text.
 */

/** Characters (UTF-16 units) of a label or a title: more than a line of any figure. */
const LONGEST_LABEL = 200;

/** Characters of a figure's description. */
export const LONGEST_DESCRIPTION = 4000;

/** The text, or its beginning and "…" when it is longer than `most`; a surrogate pair is never cut. */
export function shorten(text: string, most: number = LONGEST_LABEL): string {
  if (text.length <= most) return text;
  return text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "") + "…";
}
