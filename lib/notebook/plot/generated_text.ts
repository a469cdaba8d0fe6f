/**
 * Texts that a model wrote, in boxes that wrap at words, the prompt in bold. The output of `console.log` is cut in the middle
 * of words.
 *
 * Only tags and styles that every notebook sanitizer keeps, so an untrusted clone and GitHub's preview show it too. Where the
 * tokens are given, each has its probability and the likeliest candidates as its `title`, which browsers show when one points
 * at it. Where scripts run, they appear at once, and for the keyboard too (generated_text_live.ts).
 */
import { translate } from "../../language.ts";
import { type Displayable, displayable, escapeHtml } from "./displayable.ts";
import { enhance } from "./generated_text_live.ts";
import { interactiveFigure } from "./interactive_figure.ts";
import { checkProbability } from "./probability_bars.ts";
import { titledPieces, type WrittenToken } from "./token_titles.ts";

export interface GeneratedText {
  /** What the model was given. */
  readonly prompt: string;
  /** What it wrote after the prompt. */
  readonly text: string;
  /** Printed before the text: "seed 3", "step 700". By default several texts are numbered. */
  readonly label?: string;
  /** The tokens of `text`, as `drawnTokens` of lib/gpt returns them. Default: the text has no candidates to show. */
  readonly tokens?: readonly WrittenToken[];
}

/**
 * Shows one text or several, in order.
 *
 * @throws {RangeError} where the tokens of a text are not its text, or a probability is not from 0 to 1
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
  const html = list.map((text, i) => boxHtml(text, labels[i])).join("");
  const plain = list.map(({ prompt, text }, i) => `${labels[i] && `${labels[i]}: `}${prompt}${text}`).join(
    "\n\n",
  );
  if (list.every(({ tokens }) => tokens === undefined)) {
    return displayable({ "text/html": html, "text/plain": plain });
  }
  const note = translate("Point at a token to see its probability and the likeliest candidates.");
  const keys = translate("With the keyboard: Tab, then the arrow keys.");
  return interactiveFigure({
    picture: `${html}<small class="course-hint" style="opacity: 0.7">${escapeHtml(note)}</small>`,
    alt: plain,
    data: { keys },
    draw: enhance,
    tools: {},
    keepPicture: true,
  });
}

function boxHtml({ prompt, text, tokens }: GeneratedText, label: string): string {
  const head = label === "" ? "" : `<small style="opacity: 0.7">${escapeHtml(label)}</small><br>`;
  const written = tokens ? tokensHtml(text, tokens) : lines(text);
  return `<div style="border-left: 4px solid #0072b2; background: #0072b20d; padding: 4px 10px; margin: 6px 0; ` +
    `max-width: 46em; word-break: normal; overflow-wrap: anywhere">${head}` +
    `<strong>${lines(prompt)}</strong>${written}</div>`;
}

function tokensHtml(text: string, tokens: readonly WrittenToken[]): string {
  const whole = tokens.map((token) => token.text).join("");
  if (whole !== text) {
    throw new RangeError(
      `generatedText: the tokens are ${JSON.stringify(whole)}, the text is ${
        JSON.stringify(text)
      }; give drawnTokens ` +
        "the same prompt and tokens",
    );
  }
  for (const token of tokens) {
    for (const { text, probability } of [token, ...token.candidates]) {
      checkProbability("generatedText", text, probability);
    }
  }
  return titledPieces(tokens).map(({ text, title }) =>
    `<span title="${escapeHtml(title).replaceAll("\n", "&#10;")}">${lines(text)}</span>`
  ).join("");
}

/** Sanitizers may remove `white-space`, so line breaks are tags. */
function lines(text: string): string {
  return escapeHtml(text).replaceAll("\n", "<br>");
}
