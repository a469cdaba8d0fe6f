/**
 * Texts that a model wrote, in boxes that wrap at words, the prompt in bold. The output of `console.log` is cut in the middle
 * of words.
 *
 * Only tags and styles that every notebook sanitizer keeps, so an untrusted clone and GitHub's preview show it too.
 */
import { translate } from "../../language.ts";
import { type Displayable, displayable, escapeHtml } from "./displayable.ts";

export interface GeneratedText {
  /** What the model was given. */
  readonly prompt: string;
  /** What it wrote after the prompt. */
  readonly text: string;
  /** Printed before the text: "seed 3", "step 700". By default several texts are numbered. */
  readonly label?: string;
}

/**
 * Shows one text or several, in order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const shown = generatedText({ prompt: "Once", text: " upon a time <b>" });
 * const bundle = Reflect.get(shown, Symbol.for("Jupyter.display"))();
 * assert.match(bundle["text/html"], /<strong>Once<\/strong> upon a time &lt;b&gt;/);
 * assert.equal(bundle["text/plain"], "Once upon a time <b>");
 * ```
 */
export function generatedText(texts: GeneratedText | readonly GeneratedText[]): Displayable {
  const list: readonly GeneratedText[] = "text" in texts ? [texts] : texts;
  const labels = list.map(({ label }, i) => translate(label ?? (list.length > 1 ? String(i + 1) : "")));
  return displayable({
    "text/html": list.map((text, i) => boxHtml(text, labels[i])).join(""),
    "text/plain": list.map(({ prompt, text }, i) => `${labels[i] && `${labels[i]}: `}${prompt}${text}`).join(
      "\n\n",
    ),
  });
}

function boxHtml({ prompt, text }: GeneratedText, label: string): string {
  const head = label === "" ? "" : `<small style="opacity: 0.7">${escapeHtml(label)}</small><br>`;
  return `<div style="border-left: 4px solid #0072b2; background: #0072b20d; padding: 4px 10px; margin: 6px 0; ` +
    `max-width: 46em; word-break: normal; overflow-wrap: anywhere">${head}` +
    `<strong>${lines(prompt)}</strong>${lines(text)}</div>`;
}

/** Sanitizers may remove `white-space`, so line breaks are tags. */
function lines(text: string): string {
  return escapeHtml(text).replaceAll("\n", "<br>");
}
