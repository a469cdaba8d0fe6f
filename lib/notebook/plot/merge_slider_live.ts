/**
 * The browser part of the merge slider (merge_slider.ts), and what both parts share.
 *
 * The functions are copied into the notebook as source: each must use only its arguments.
 */

import type { LiveTools } from "./live_elements.ts";

/** The figure's words; `{0}` and so on are values. */
export const WORDS = {
  mergesDone: "merges done",
  merge: "merge {0} of {1}: {2} + {3} → {4}",
  before: "before the first of {0} merges",
  times: "   (the pair occurred {0} times)",
  below:
    "{0} tokens in this text (it began with {1}), {2} in the vocabulary. Each bar shows the number of tokens " +
    "after that many merges.",
} as const;

/** One merge, in the order learned. */
export interface MergeStep {
  readonly left: string;
  readonly right: string;
  /** The new token; not always left + right: "##a" and "##b" make "##ab". */
  readonly merged: string;
  /** How often the pair occurred in the training text when it was merged. */
  readonly count: number;
}

export interface SliderData {
  readonly words: readonly (readonly string[])[];
  readonly merges: readonly MergeStep[];
  readonly title: string;
  readonly start: number;
  readonly startVocabulary: number;
  readonly colours: { readonly merged: string; readonly newest: string };
  readonly font: string;
  /** In the language that is shown. */
  readonly says: Readonly<Record<keyof typeof WORDS, string>>;
}

/** The words after the first `done` merges. Runs here and in the browser, so it must use only its arguments. */
export function tokensAfter(
  words: readonly (readonly string[])[],
  merges: readonly MergeStep[],
  done: number,
): string[][] {
  return words.map((word) => {
    let tokens = [...word];
    for (const { left, right, merged } of merges.slice(0, done)) {
      const next: string[] = [];
      for (let i = 0; i < tokens.length; i++) {
        if (tokens[i] === left && tokens[i + 1] === right) {
          next.push(merged);
          i++;
        } else next.push(tokens[i]);
      }
      tokens = next;
    }
    return tokens;
  });
}

/** The live figure. Runs in the reader's browser, so it must use only its arguments. */
export function draw(
  element: HTMLElement,
  { words, merges, title, start, startVocabulary, colours, font, says: texts }: SliderData,
  tools: LiveTools & { readonly tokensAfter: typeof tokensAfter },
): void {
  const { add, fill } = tools;
  const counts = Array.from(
    { length: merges.length + 1 },
    (_, done) => tools.tokensAfter(words, merges, done).flat().length,
  );
  const box = add(element, "div", { style: "max-width: 760px; font-size: 14px; color: inherit" });
  if (title) add(box, "div", { style: "font-size: 15px; margin-bottom: 6px" }, title);
  const slider = tools.addSlider(box, {
    ...{ max: merges.length, value: start, label: texts.mergesDone },
    style: "width: 100%; margin: 4px 0; cursor: pointer",
  });
  const says = add(box, "div", { "aria-live": "polite", style: "min-height: 1.6em; margin-bottom: 6px" });
  const text = add(box, "div", { style: `font-family: ${font}; line-height: 1.9; min-height: 5em` });
  const gap = merges.length < 200 ? 1 : 0;
  const chart = add(box, "div", {
    "aria-hidden": "true",
    style: `display: flex; align-items: flex-end; height: 56px; gap: ${gap}px; margin-top: 8px`,
  });
  const bars = counts.map((count) =>
    add(chart, "div", {
      style: `flex: 1; height: ${100 * count / counts[0]}%; background: currentColor; opacity: 0.25`,
    })
  );
  const below = add(box, "div", { style: "font-size: 12px; opacity: 0.75; margin-top: 4px" });

  const update = () => {
    const done = Number(slider.value);
    const step = merges[done - 1];
    const what = step
      ? fill(texts.merge, done, merges.length, step.left, step.right, step.merged)
      : fill(texts.before, merges.length);
    says.textContent = step ? what + fill(texts.times, step.count.toLocaleString("en")) : what;
    slider.setAttribute("aria-valuetext", what);
    const made = new Set(merges.slice(0, done).map((merge) => merge.merged));
    text.replaceChildren();
    for (const word of tools.tokensAfter(words, merges, done)) {
      const whole = add(text, "span", {
        style: "display: inline-block; margin: 0 7px 4px 0; white-space: nowrap",
      });
      for (const token of word) {
        const colour = token === step?.merged ? colours.newest : made.has(token) ? colours.merged : "";
        const paint = colour ? `background: ${colour}55; border-color: ${colour}` : "border-color: #80808077";
        const style = `border: 1px solid; border-radius: 4px; padding: 1px 3px; margin-right: 1px; ${paint}`;
        add(whole, "span", { style }, token);
      }
    }
    bars.forEach((bar, i) => {
      bar.style.background = i === done ? colours.newest : "currentColor";
      bar.style.opacity = i === done ? "1" : "0.25";
    });
    below.textContent = fill(
      texts.below,
      ...[counts[done], counts[0], (startVocabulary + made.size).toLocaleString("en")],
    );
  };
  slider.addEventListener("input", update);
  update();
}
