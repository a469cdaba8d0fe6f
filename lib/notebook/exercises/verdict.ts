/**
 * Shows the verdict of an exercise's check: a coloured bar beside a sentence and a hint. The words come from
 * notebook_NN.ts and expect.ts.
 *
 * It uses only tags and styles that every notebook sanitizer keeps, so it looks the same in an untrusted clone. Without
 * styles the words are enough. Colours are translucent, so that text keeps the page's colour, light or dark.
 */
import { translate } from "../../language.ts";
import { type Displayable, displayable, escapeHtml } from "../plot/displayable.ts";

export interface Verdict {
  /** The exercise: "01.3". */
  readonly id: string;
  /** "todo": the stub is untouched. */
  readonly kind: "right" | "wrong" | "todo";
  /** One or two sentences; `code` between backticks. */
  readonly message: string;
  readonly hint?: string;
}

const BAR = { right: "#009e73", wrong: "#d55e00", todo: "#7a828a" } as const;

/** Shows a verdict; its text begins with "✓ 01.3" or "✗ 01.3". */
export function showVerdict({ id, kind, ...texts }: Verdict): Displayable {
  const message = translate(texts.message), hint = translate(texts.hint);
  const mark = kind === "right" ? "✓" : "✗", word = translate("Hint:");
  const hintHtml = hint ? `<br><em>${word}</em> ${inlineCode(hint)}` : "";
  return displayable({
    "text/html": `<div style="border-left: 4px solid ${BAR[kind]}; padding: 4px 10px; ` +
      `background: ${BAR[kind]}1a"><strong>${mark} ${escapeHtml(id)}</strong> · ${inlineCode(message)}` +
      `${hintHtml}</div>`,
    "text/plain": `${mark} ${id} · ${message}${hint ? `\n${word} ${hint}` : ""}`,
  });
}

/** Text as HTML; text between backticks becomes code. */
export function inlineCode(text: string): string {
  return text.split(/`([^`]*)`/)
    .map((part, i) => i % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : escapeHtml(part))
    .join("");
}
