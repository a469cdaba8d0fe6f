/**
 * The browser part of the generation steps (generation_steps.ts), and its data.
 *
 * The functions are copied into the notebook as source: each must use only its arguments.
 */

import type { LiveTools } from "./live_elements.ts";

/** The figure's words; `{0}` and so on are values. */
export const WORDS = {
  back: "◀ back",
  next: "next token ▶",
  stepOfLoop: "step of the loop",
  step: "step {0} of {1}",
  chosen: "◂ chosen",
  others: "{0} others",
} as const;

interface ShownCandidate {
  readonly label: string;
  /** From 0 to 1. */
  readonly probability: number;
}

export interface ShownStep {
  /** The most probable candidates, in order. */
  readonly candidates: readonly ShownCandidate[];
  /** The number of other candidates, and the sum of their probabilities. */
  readonly others: number;
  readonly othersProbability: number;
  readonly chosen: ShownCandidate;
}

export interface StepsData {
  readonly prompt: readonly string[];
  readonly steps: readonly ShownStep[];
  readonly title: string;
  readonly colours: { readonly bar: string; readonly chosen: string };
  readonly font: string;
  /** In the language that is shown. */
  readonly words: Readonly<Record<keyof typeof WORDS, string>>;
}

/** Whether two are one token. Several may have one name: "�" is a part of any character. */
export function isSame(a: ShownCandidate, b: ShownCandidate): boolean {
  return a.label === b.label && a.probability === b.probability;
}

/** The live figure. Runs in the reader's browser, so it must use only its arguments. */
export function draw(
  element: HTMLElement,
  { prompt, steps, title, colours, font, words }: StepsData,
  tools: LiveTools & { readonly isSame: typeof isSame },
): void {
  const { add, fill } = tools;
  const box = add(element, "div", { style: "max-width: 720px; font-size: 14px; color: inherit" });
  if (title) add(box, "div", { style: "font-size: 15px; margin-bottom: 6px" }, title);
  const bar = add(box, "div", { style: "display: flex; gap: 8px; align-items: center; margin-bottom: 8px" });
  const button = { style: "padding: 2px 10px; font: inherit; cursor: pointer" };
  const back = add(bar, "button", button, words.back), next = add(bar, "button", button, words.next);
  const slider = tools.addSlider(bar, {
    ...{ max: steps.length - 1, value: 0, label: words.stepOfLoop },
    style: "flex: 1; cursor: pointer",
  });
  const count = add(bar, "span", { style: "min-width: 7em; text-align: right" });
  const text = add(box, "div", {
    "aria-live": "polite",
    style: `font-family: ${font}; line-height: 2; min-height: 4em`,
  });
  const rows = add(box, "div", { style: `font-family: ${font}; font-size: 13px; min-height: 15em` });

  const row = ({ label, probability }: ShownCandidate, chosen: boolean, largest: number) => {
    const line = add(rows, "div", { style: "display: flex; align-items: center; gap: 8px; height: 1.7em" });
    const name = "width: 9em; text-align: right; overflow: hidden; white-space: nowrap";
    add(line, "span", { style: name }, label);
    const colour = chosen ? colours.chosen : colours.bar;
    const width = Math.max(0.2, 55 * probability / largest);
    add(line, "span", {
      style: `display: inline-block; height: 1.1em; width: ${width}%; background: ${colour}`,
    });
    const percent = `${(100 * probability).toFixed(1)} %`;
    add(line, "span", { style: "white-space: nowrap" }, chosen ? `${percent} ${words.chosen}` : percent);
  };
  const update = () => {
    const i = Number(slider.value);
    const { candidates, others, othersProbability, chosen } = steps[i];
    count.textContent = fill(words.step, i + 1, steps.length);
    back.disabled = i === 0;
    next.disabled = i === steps.length - 1;
    text.replaceChildren();
    const token = (label: string, style: string) =>
      add(
        text,
        "span",
        { style: `border-radius: 4px; padding: 1px 4px; margin-right: 3px; ${style}` },
        label,
      );
    prompt.forEach((label) => token(label, "border: 1px solid #80808077"));
    steps.slice(0, i).forEach(({ chosen }) => token(chosen.label, `background: ${colours.bar}44`));
    token(chosen.label, `background: ${colours.chosen}66; outline: 1px solid ${colours.chosen}`);
    rows.replaceChildren();
    const rest = {
      label: fill(words.others, others.toLocaleString("en")),
      probability: othersProbability,
    };
    const shown = candidates.some((one) => tools.isSame(one, chosen)) ? [] : [chosen];
    const largest = Math.max(1e-9, ...candidates.map(({ probability }) => probability), othersProbability);
    for (const candidate of [...candidates, ...shown]) {
      row(candidate, tools.isSame(candidate, chosen), largest);
    }
    if (others > 0) row(rest, false, largest);
  };
  const step = (by: number) => {
    slider.value = String(Number(slider.value) + by);
    update();
  };
  back.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));
  slider.addEventListener("input", update);
  update();
}
