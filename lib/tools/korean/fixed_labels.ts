/**
 * Labels that pages and slides find in a notebook's text (lib/tools/site): each has one Korean form, which
 * assets/ko/messages/site.json holds, so that a Korean notebook gives the same slides as the English one.
 */

export interface FixedLabel {
  /** The English words; also the key of the Korean ones. */
  readonly text: string;
  /** Where words stand as this label. */
  readonly pattern: (words: string) => RegExp;
}

const bold = (words: string) => new RegExp(`\\*\\*${escaped(words)}\\*\\*`, "g");
/** "**What do you expect** of the curve?" has its mark later; the words may stand on two lines. */
const question = (words: string) =>
  new RegExp(`\\*\\*${escaped(words).replaceAll(" ", "\\s+").replace(/\\\?$/, "\\??")}\\*\\*`, "g");
const summary = (words: string) => new RegExp(`<summary>${escaped(words)}</summary>`, "g");
const endOfHeading = (words: string) => new RegExp(`^#+ .* · ${escaped(words)}$`, "gm");

const exercise = (words: string) => new RegExp(`^### ${escaped(words)} \\d\\d\\.\\d+ · `, "gm");

export const FIXED_LABELS: readonly FixedLabel[] = [
  ...["You will", "Time", "You need", "What happened?"].map((text) => ({ text, pattern: bold })),
  { text: "What do you expect?", pattern: question },
  { text: "Exercise", pattern: exercise },
  ...["Hint", "Solution", "For the teacher"].map((text) => ({ text, pattern: summary })),
  ...["optional", "Quiz"].map((text) => ({ text, pattern: endOfHeading })),
];

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
