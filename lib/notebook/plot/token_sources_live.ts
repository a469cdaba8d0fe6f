/**
 * The browser part of the figure of tokens and their sources (token_sources.ts), and what both parts share.
 *
 * The functions are copied into the notebook as source: each must use only its arguments.
 */

import type { LiveTools } from "./live_elements.ts";

/** The figure's words; `{0}` and so on are values. */
export const WORDS = {
  tokens: "tokens",
  and: "and",
  follows: "{0} follows from {1}",
  note:
    "Point at a token or tap it, or reach it with Tab and the arrow keys: arrows lead to the tokens that it follows from.",
} as const;

export interface SourcesData {
  readonly tokens: readonly {
    readonly text: string;
    readonly from: readonly number[];
    readonly rule: string;
  }[];
  readonly columns: number;
  readonly lines: readonly string[];
  readonly examples: readonly { readonly name: string; readonly token: number }[];
  readonly title: string;
  /** Of a token with the space around it, CSS pixels. */
  readonly cell: { readonly width: number; readonly height: number };
  readonly colours: { readonly chosen: string; readonly source: string };
  readonly font: string;
  /** In the language that is shown. */
  readonly words: Readonly<Record<keyof typeof WORDS, string>>;
}

/**
 * A curved arrow from one token to another, by the corners of their cells, as an SVG path. In a line it bends over the
 * tokens between. Runs here and in the browser, so it must use only its arguments.
 */
export function arrowPath(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  cell: { readonly width: number; readonly height: number },
): string {
  const sameLine = Math.abs(from.y - to.y) < 1;
  const startX = from.x + cell.width / 2, startY = from.y + 1;
  const endX = to.x + cell.width / 2, endY = sameLine ? to.y + 1 : to.y + cell.height - 11;
  const bendX = (startX + endX) / 2 + (!sameLine && Math.abs(startX - endX) < 1 ? cell.width / 2 : 0);
  const bendY = sameLine ? startY - Math.min(20, 6 + Math.abs(startX - endX) / 8) : (startY + endY) / 2;
  // The head's two lines, along the direction in which the curve ends.
  const dx = endX - bendX, dy = endY - bendY, length = Math.hypot(dx, dy) || 1;
  const ux = dx / length, uy = dy / length;
  const side = (s: number) =>
    `${(endX - 6 * ux - 3.5 * s * uy).toFixed(1)},${(endY - 6 * uy + 3.5 * s * ux).toFixed(1)}`;
  const end = `${endX.toFixed(1)},${endY.toFixed(1)}`;
  return `M${startX.toFixed(1)},${startY.toFixed(1)}Q${bendX.toFixed(1)},${bendY.toFixed(1)} ${end}` +
    `M${side(1)}L${end}L${side(-1)}`;
}

/** The live figure. Runs in the reader's browser, so it must use only its arguments. */
export function draw(
  element: HTMLElement,
  { tokens, columns, lines, examples, title, cell, colours, font, words }: SourcesData,
  tools: LiveTools & { readonly arrowPath: typeof arrowPath; readonly styles: typeof styles },
): void {
  const { add, addSvg, fill } = tools;
  const box = add(element, "div", { class: "token-sources" });
  add(box, "style", {}, tools.styles(colours, { font, cell, columns }));
  if (title) add(box, "div", { class: "title" }, title);
  const chooser = add(box, "div", { class: "examples" });
  const says = add(box, "div", { class: "says", "aria-live": "polite" });
  const scroll = add(box, "div", { class: "scroll" });
  const grid = add(scroll, "div", { class: "grid", role: "group", "aria-label": words.tokens });
  let chosen = -1;

  const choose = (at: number) => {
    if (at === chosen) return;
    chosen = at;
    const { text, from, rule } = tokens[at];
    const sources = from.map((source) => tokens[source].text).join(` ${words.and} `);
    says.textContent = `${from.length > 0 ? fill(words.follows, text, sources) : text}: ${rule}`;
    buttons.forEach((button, i) => {
      button.tabIndex = i === at ? 0 : -1;
      button.setAttribute("aria-pressed", String(i === at));
      button.classList.toggle("source", from.includes(i));
    });
    examples.forEach(({ token }, i) => chips[i].setAttribute("aria-pressed", String(token === at)));
    const corner = (i: number) => ({ x: buttons[i].offsetLeft, y: buttons[i].offsetTop });
    svg.replaceChildren();
    for (const source of from) addSvg(svg, "path", { d: tools.arrowPath(corner(at), corner(source), cell) });
  };
  const buttons = tokens.map(({ text, rule }, at) => {
    if (lines.length > 0 && at % columns === 0) {
      add(grid, "span", { class: "name" }, lines[at / columns] ?? "");
    }
    const button = add(grid, "button", { class: "token", type: "button", title: rule }, text);
    button.addEventListener("pointerenter", () => choose(at));
    button.addEventListener("focus", () => choose(at));
    button.addEventListener("click", () => choose(at));
    button.addEventListener("keydown", (event) => {
      const moves: Record<string, number> = {
        ArrowLeft: at - 1,
        ArrowRight: at + 1,
        ArrowUp: at - columns,
        ArrowDown: at + columns,
        Home: 0,
        End: tokens.length - 1,
      };
      if (!(event.key in moves)) return;
      event.preventDefault();
      buttons[moves[event.key]]?.focus();
    });
    return button;
  });
  const svg = addSvg(grid, "svg", { "aria-hidden": "true" });
  const chips = examples.map(({ name, token }) => {
    const chip = add(chooser, "button", { class: "chip", type: "button" }, name);
    chip.addEventListener("click", () => {
      choose(token);
      scroll.scrollTo({ left: buttons[token].offsetLeft - scroll.clientWidth / 2 });
    });
    return chip;
  });
  add(box, "div", { class: "note" }, words.note);
  choose(examples[0].token);
}

/** The figure's style sheet; colours of the page around it are kept. Runs in the reader's browser. */
export function styles(
  { chosen, source }: SourcesData["colours"],
  o: { readonly font: string; readonly cell: SourcesData["cell"]; readonly columns: number },
): string {
  const all = ".token-sources";
  return `
${all} { font-size: 14px; color: inherit; }
${all} .title { font-size: 15px; margin-bottom: 6px; }
${all} .examples { display: flex; flex-wrap: wrap; gap: 6px; margin: 4px 0; }
${all} .chip { all: unset; cursor: pointer; padding: 3px 9px; border: 1px solid #80808099; border-radius: 12px; font-size: 13px; }
${all} .chip[aria-pressed="true"] { border-color: ${chosen}; box-shadow: inset 0 0 0 1px ${chosen}; }
${all} .says { min-height: 1.5em; margin: 6px 0 0; line-height: 1.5; }
@media (max-width: 40rem) { ${all} .says { min-height: 3em; } }
${all} .scroll { overflow-x: auto; padding-top: 16px; }
${all} .grid { position: relative; display: grid; width: max-content; padding: 2px;
  grid-template-columns: auto repeat(${o.columns}, ${o.cell.width}px); grid-auto-rows: ${o.cell.height}px; }
${all} .name { grid-column: 1; padding-right: 8px; font-size: 13px; line-height: ${
    o.cell.height - 12
  }px; white-space: nowrap; }
${all} .token { all: unset; box-sizing: border-box; cursor: pointer; margin: 1px 2px 11px 1px; text-align: center;
  font-family: ${o.font}; font-size: 13.5px; line-height: ${o.cell.height - 14}px;
  border: 1px solid #80808077; border-radius: 3px; }
${all} .token.source { border-color: ${source}; background: color-mix(in srgb, ${source} 30%, transparent); }
${all} .token[aria-pressed="true"] { border-color: ${chosen}; background: color-mix(in srgb, ${chosen} 35%, transparent); }
${all} button:focus-visible { outline: 3px dashed ${chosen}; }
${all} svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; pointer-events: none; }
${all} path { fill: none; stroke: ${source}; stroke-width: 2; }
${all} .note { font-size: 12px; opacity: 0.8; margin-top: 4px; }`;
}
