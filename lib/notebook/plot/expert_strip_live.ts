/**
 * The browser part of the strip of experts (expert_strip.ts). The functions are copied into the notebook as source: each
 * must use only its arguments.
 */
import type { LiveTools } from "./live_elements.ts";

/** The figure's words; `{0}` and so on are values. */
export const WORDS = { expert: "expert {0}", share: "expert {0}: {1} %" } as const;

export interface ExpertStripData {
  readonly tokens: readonly { readonly text: string; readonly experts: readonly number[] }[];
  readonly count: number;
  readonly layers: readonly string[];
  readonly title: string;
  readonly font: string;
  /** In the language that is shown. */
  readonly words: Readonly<Record<keyof typeof WORDS, string>>;
}

/** One of `count` colours around the circle, pale enough for black text on white and white text on black (4.5 to 1). */
export function expertColour(expert: number, count: number): string {
  return `hsla(${Math.round(360 * expert / count)}, 80%, ${expert % 2 ? 42 : 58}%, 0.3)`;
}

/** The live figure. Runs in the reader's browser, so it must use only its arguments. */
export function draw(
  element: HTMLElement,
  { tokens, count, layers, title, font, words }: ExpertStripData,
  { add, fill, expertColour }: LiveTools & {
    readonly expertColour: (expert: number, count: number) => string;
  },
): void {
  let layer = 0, chosen = -1; // -1: all experts
  if (title) add(element, "div", { style: "font-weight: 600; margin: 4px 0" }, title);
  const bar = add(element, "div"), legend = add(element, "div");
  const strip = add(element, "div", {
    style: `font-family: ${font}; font-size: 14px; line-height: 1.9; white-space: pre-wrap`,
  });
  const button = (parent: Element, text: string, press: () => void) => {
    const made = add(parent, "button", {
      style:
        "margin: 2px 4px 2px 0; padding: 2px 8px; cursor: pointer; color: inherit; border: 1px solid #8888",
    }, text);
    made.addEventListener("click", () => {
      press();
      paint();
    });
    return made;
  };
  const layerButtons = layers.map((name, i) => button(bar, name, () => layer = i));
  const expertButtons = Array.from(
    { length: count },
    (_, e) => button(legend, "", () => chosen = chosen === e ? -1 : e),
  );
  const token =
    "display: inline-block; line-height: 1.3; padding: 1px 2px; margin-right: 1px; border-radius: 3px";
  const boxes = tokens.map(({ text }) => add(strip, "span", { style: token }, text));
  const paint = () => {
    layerButtons.forEach((b, i) => {
      b.setAttribute("aria-pressed", `${i === layer}`);
      b.style.background = i === layer ? "#8884" : "transparent";
    });
    expertButtons.forEach((b, e) => {
      const taken = tokens.filter(({ experts }) => experts[layer] === e).length;
      b.textContent = fill(words.share, e, Math.round(100 * taken / tokens.length));
      b.setAttribute("aria-pressed", `${e === chosen}`);
      b.style.background = expertColour(e, count);
      b.style.outline = e === chosen ? "2px solid currentColor" : "none";
    });
    boxes.forEach((box, i) => {
      const expert = tokens[i].experts[layer];
      box.style.background = expertColour(expert, count);
      box.style.opacity = chosen === -1 || chosen === expert ? "1" : "0.25";
      box.title = fill(words.expert, expert);
    });
  };
  paint();
}
