/**
 * The browser part of the strip of experts (expert_strip.ts). The functions are copied into the notebook as source: each
 * must use only its arguments.
 */

import type { fill } from "./fill.ts";

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
  { expertColour, fill: say }: {
    readonly expertColour: (expert: number, count: number) => string;
    readonly fill: typeof fill;
  },
): void {
  let layer = 0, chosen = -1; // -1: all experts
  const add = <Name extends keyof HTMLElementTagNameMap>(parent: Element, name: Name, text = "") => {
    const child = document.createElement(name);
    child.textContent = text;
    parent.append(child);
    return child;
  };
  if (title) add(element, "div", title).style.cssText = "font-weight:600;margin:4px 0";
  const bar = add(element, "div"), legend = add(element, "div"), strip = add(element, "div");
  strip.style.cssText = `font-family:${font};font-size:14px;line-height:1.9;white-space:pre-wrap`;
  const button = (parent: Element, text: string, press: () => void) => {
    const made = add(parent, "button", text);
    made.style.cssText =
      "margin:2px 4px 2px 0;padding:2px 8px;cursor:pointer;color:inherit;border:1px solid #8888";
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
  const boxes = tokens.map(({ text }) => {
    const box = add(strip, "span", text);
    box.style.cssText =
      "display:inline-block;line-height:1.3;padding:1px 2px;margin-right:1px;border-radius:3px";
    return box;
  });
  const paint = () => {
    layerButtons.forEach((b, i) => {
      b.setAttribute("aria-pressed", `${i === layer}`);
      b.style.background = i === layer ? "#8884" : "transparent";
    });
    expertButtons.forEach((b, e) => {
      const taken = tokens.filter(({ experts }) => experts[layer] === e).length;
      b.textContent = say(words.share, e, Math.round(100 * taken / tokens.length));
      b.setAttribute("aria-pressed", `${e === chosen}`);
      b.style.background = expertColour(e, count);
      b.style.outline = e === chosen ? "2px solid currentColor" : "none";
    });
    boxes.forEach((box, i) => {
      const expert = tokens[i].experts[layer];
      box.style.background = expertColour(expert, count);
      box.style.opacity = chosen === -1 || chosen === expert ? "1" : "0.25";
      box.title = say(words.expert, expert);
    });
  };
  paint();
}
