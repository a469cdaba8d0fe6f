/**
 * What the scripts of pages and slides show in the reader's browser. A Korean page brings the Korean of each
 * (../page.ts); elsewhere they are English.
 */
export const BROWSER_TEXTS = [
  ...["Copy", "Copy this code", "Copied", "Not copied", "Not copied: select the code instead"],
  ...["Nothing about “{0}”.", "the end", "Slide {0} of {1}", "Next", "Speaker's notes"],
  ...["… {0} more on the page"],
  ...["solved", "{0} of {1} exercises ticked as solved (in this browser)"],
] as const;

/** A text in the page's language, with its values. */
export function text(english: typeof BROWSER_TEXTS[number], ...values: readonly (string | number)[]): string {
  const texts = (globalThis as { courseTexts?: Readonly<Record<string, string>> }).courseTexts;
  return (texts?.[english] ?? english).replaceAll(/\{(\d)\}/g, (_, at) => String(values[Number(at)]));
}
