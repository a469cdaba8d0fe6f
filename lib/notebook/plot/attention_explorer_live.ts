/**
 * The browser part of the attention explorer (attention_explorer.ts), and what both parts share.
 *
 * The functions are copied into the notebook as source: each must use only its arguments.
 */

import type { drawMap, drawThumbnail } from "./attention_explorer_map.ts";
import type { LiveTools } from "./live_elements.ts";

/** The figure's words; `{0}` and so on are values. */
export const WORDS = {
  head: "head",
  tokens: "tokens",
  token: "token {0}",
  layer: "layer {0}",
  layerHead: "layer {0}, head {1}",
  looks: "layer {0}, head {1}: {2} looks at {3}",
  everything: "everything a little",
  note:
    "Choose a head above; point at a token, or reach it with Tab and the arrow keys. The stronger a token's " +
    "colour, the more of its value the chosen token takes. In the map each row is a token's weights.",
} as const;

export interface ExplorerData {
  readonly tokens: readonly string[];
  readonly layers: number;
  readonly heads: number;
  /** Each row holds only the weights up to the query itself. */
  readonly causal: boolean;
  /** Weights in 255ths, one byte each, in the order layer, head, query, key; base64. */
  readonly packed: string;
  readonly title: string;
  /** The first selection, counted from 0. */
  readonly start: { readonly layer: number; readonly head: number; readonly query: number };
  readonly colours: { readonly weight: string; readonly query: string };
  readonly font: string;
  /** In the language that is shown. */
  readonly words: Readonly<Record<keyof typeof WORDS, string>>;
}

/**
 * The weights of each head again: `[layer * heads + head][query][key]`, 0 … 1.
 * Runs here and in the browser, so it must use only its arguments.
 */
export function unpackWeights(
  { tokens, layers, heads, causal, packed }: Pick<
    ExplorerData,
    "tokens" | "layers" | "heads" | "causal" | "packed"
  >,
): number[][][] {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  let at = 0;
  return Array.from(
    { length: layers * heads },
    () => tokens.map((_, query) => tokens.map((_, key) => causal && key > query ? 0 : bytes[at++] / 255)),
  );
}

/** The live figure: heads to choose from, the tokens, the map of the chosen head. Runs in the reader's browser. */
export function draw(
  element: HTMLElement,
  data: ExplorerData,
  tools: LiveTools & {
    readonly unpackWeights: typeof unpackWeights;
    readonly drawMap: typeof drawMap;
    readonly drawThumbnail: typeof drawThumbnail;
    readonly styles: typeof styles;
  },
): void {
  const { tokens, layers, heads, title, start, font, words } = data;
  const weights = tools.unpackWeights(data);
  let chosen = start.layer * heads + start.head, query = start.query;
  let pointedKey: number | undefined;

  const { add, addSvg, fill } = tools;
  const box = add(element, "div", { class: "attention-explorer" });
  add(box, "style", {}, tools.styles(data.colours, font));
  if (title) add(box, "div", { class: "title" }, title);

  // A few heads need not take the height that the map could have.
  const chooser = add(box, "div", {
    class: layers * heads <= 10 ? "chooser one-line" : "chooser",
    "aria-label": words.head,
    role: "radiogroup",
  });
  const radios: HTMLInputElement[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const row = add(chooser, "div", { class: "layer" });
    add(row, "span", { class: "name" }, fill(words.layer, layer + 1));
    for (let head = 0; head < heads; head++) {
      const title = fill(words.layerHead, layer + 1, head + 1);
      const label = add(row, "label", { title });
      const radio = add(label, "input", {
        ...{ "aria-label": title, type: "radio", name: `${element.id}-head` },
      });
      const index = radios.push(radio) - 1;
      tools.drawThumbnail(label, weights[index], data.colours.weight);
      radio.addEventListener("change", () => {
        chosen = index;
        update();
      });
    }
  }

  const says = add(box, "div", { class: "says", "aria-live": "polite" });
  const columns = add(box, "div", { class: "columns" });
  const strip = add(columns, "div", { class: "strip", "aria-label": words.tokens, role: "group" });
  const choose = (position: number, key?: number) => {
    if (position === query && key === pointedKey) return;
    query = position;
    pointedKey = key;
    update();
  };
  const buttons = tokens.map((token, position) => {
    // Named by what it shows, the token and its share.
    const button = add(strip, "button", { title: fill(words.token, position), type: "button" });
    add(button, "span", { class: "token" }, token);
    add(button, "span", { class: "share" });
    button.addEventListener("focus", () => choose(position));
    button.addEventListener("pointerenter", () => choose(position));
    button.addEventListener("click", () => choose(position));
    button.addEventListener("keydown", ({ key }) => {
      const last = tokens.length - 1;
      const moves: Record<string, number> = {
        ArrowLeft: position - 1,
        ArrowRight: position + 1,
        Home: 0,
        End: last,
      };
      if (key in moves) buttons[Math.max(0, Math.min(last, moves[key]))].focus();
    });
    return button;
  });
  const mapBox = add(columns, "div", { class: "map" });
  const map = tools.drawMap(mapBox, { addSvg, labels: tokens, colours: data.colours, onPoint: choose });
  add(box, "div", { class: "note" }, words.note);

  const percent = (weight: number) => `${Math.round(100 * weight)} %`;
  const named = (position: number) => `${tokens[position]} (${position})`;
  function update(): void {
    const row = weights[chosen][query];
    radios[chosen].checked = true;
    buttons.forEach((button, key) => {
      const weight = row[key];
      // Not darker than three quarters: the token stays readable on light and on dark pages.
      button.style.setProperty("--weight", `${Math.round(75 * weight)}%`);
      button.lastElementChild!.textContent = weight >= 0.05 ? percent(weight) : "\u00a0";
      button.setAttribute("aria-pressed", String(key === query));
      button.tabIndex = key === query ? 0 : -1;
    });
    map.show(weights[chosen], query, pointedKey);
    const strongest = row.map((weight, key) => ({ weight, key })).filter(({ weight }) => weight >= 0.05)
      .sort((a, b) => b.weight - a.weight).slice(0, 3)
      .map(({ weight, key }) => `${named(key)} ${percent(weight)}`);
    const seen = pointedKey === undefined
      ? strongest.join(", ") || words.everything
      : `${named(pointedKey)}: ${percent(row[pointedKey])}`;
    const layer = Math.floor(chosen / heads) + 1, head = chosen % heads + 1;
    says.textContent = fill(words.looks, layer, head, named(query), seen);
  }
  update();
}

/** The figure's style sheet; colours of the page around it are kept. Runs in the reader's browser. */
export function styles(colours: ExplorerData["colours"], font: string): string {
  const { weight, query } = colours;
  const all = ".attention-explorer";
  return `
${all} { max-width: 860px; font-size: 14px; color: inherit; }
${all} .title { font-size: 15px; margin-bottom: 6px; }
${all} .chooser.one-line { display: flex; flex-wrap: wrap; column-gap: 22px; }
${all} .one-line .layer { flex: none; }
${all} .one-line .name { width: auto; }
${all} .one-line label { flex: none; width: 48px; }
${all} .layer { display: flex; align-items: center; gap: 5px; margin-bottom: 5px; }
${all} .name { flex: none; width: 4.2em; font-size: 12px; }
${all} label { position: relative; flex: 0 1 48px; min-width: 12px; cursor: pointer; border: 1px solid #80808077; line-height: 0; }
${all} label:has(:checked) { outline: 3px solid ${query}; }
${all} label:has(:focus-visible) { outline: 3px dashed ${query}; }
${all} input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
${all} canvas { width: 100%; aspect-ratio: 1; image-rendering: pixelated; }
${all} .says { min-height: 1.5em; margin: 4px 0; }
${all} .columns { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
${all} .strip { flex: 1 1 260px; display: flex; flex-wrap: wrap; gap: 4px; padding: 3px; }
${all} .map { flex: 1 1 300px; max-width: 460px; }
${all} .map svg { display: block; width: 100%; font-family: ${font}; }
${all} button { all: unset; box-sizing: border-box; min-width: 41px; padding: 2px 4px; text-align: center;
  cursor: pointer; border: 1px solid #80808077; border-radius: 4px;
  background: color-mix(in srgb, ${weight} var(--weight), transparent); }
${all} button[aria-pressed="true"] { outline: 2px solid ${query}; }
${all} button:focus-visible { outline: 3px dashed ${query}; }
${all} .token { display: block; font-family: ${font}; white-space: pre; }
${all} .share { display: block; font-size: 10px; }
${all} .note { font-size: 12px; opacity: 0.8; margin-top: 8px; }`;
}
