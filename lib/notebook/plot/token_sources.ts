/**
 * Tokens in lines, and for the chosen one an arrow to each token that it follows from, with the rule in words.
 *
 * Point at a token, tap it, or move with Tab and the arrow keys; buttons choose the examples. Where no script runs: all
 * tokens, and the examples with their arrows and rules.
 */
import { translate, translateWords } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { fill } from "./fill.ts";
import { interactiveFigure } from "./interactive_figure.ts";
import { LIVE_TOOLS } from "./live_elements.ts";
import { bodyTop, MARGIN, markup, svgPicture, svgText } from "./svg_figure.ts";
import { shorten } from "./shorten.ts";
import { FIGURE_WIDTH, MONO, SERIES_COLOURS, seriesColour } from "./theme.ts";
import { arrowPath, draw, type SourcesData, styles, WORDS } from "./token_sources_live.ts";
import { wrapText } from "./wrap_text.ts";

interface SourcedToken {
  readonly text: string;
  /** Indexes of the tokens that it follows from. */
  readonly from: readonly number[];
  /** How it follows from them. */
  readonly rule: string;
}

interface TokenSourcesOptions {
  readonly title?: string;
  /** Tokens in a line. */
  readonly columns: number;
  /** A name for each line, shown before it; default none. */
  readonly lines?: readonly string[];
  /** Tokens to show first, by a button each: a name and the token's index. */
  readonly examples: readonly { readonly name: string; readonly token: number }[];
}

const CELL = { width: 34, height: 34 };
const NAME_WIDTH = 64;
const FONT = 12;
const LINE = 17;

/**
 * Shows what each token follows from.
 *
 * @throws {RangeError} when a token follows from one that does not come before it, there is no example, or one
 *   is no token, or `columns` is not a whole number from 1 up.
 *
 * @example
 * ```ts
 * const tokens = [{ text: "2", from: [], rule: "given" }, { text: "3", from: [], rule: "given" }, {
 *   text: "5",
 *   from: [0, 1],
 *   rule: "2 + 3",
 * }];
 * tokenSources(tokens, { columns: 3, examples: [{ name: "a sum", token: 2 }] });
 * ```
 */
export function tokenSources(
  givenTokens: readonly SourcedToken[],
  options: TokenSourcesOptions,
): Displayable {
  const { columns } = options, title = translate(options.title ?? "");
  checkTokens(givenTokens, options);
  const tokens = givenTokens.map(({ rule, ...token }) => ({ ...token, rule: translate(rule) }));
  const lines = (options.lines ?? []).map((name) => translate(name));
  const examples = options.examples.map(({ name, token }) => ({ name: translate(name), token }));
  const data: SourcesData = {
    tokens: tokens.map(({ text, from, rule }) => ({ text: shorten(text), from, rule: shorten(rule) })),
    columns,
    lines: lines.map((name) => shorten(name)),
    examples: examples.map(({ name, token }) => ({ name: shorten(name), token })),
    title: shorten(title),
    cell: CELL,
    colours: { chosen: SERIES_COLOURS[1], source: SERIES_COLOURS[0] },
    font: MONO,
    words: translateWords(WORDS),
  };
  const alt = `${title ? `${title}: ` : ""}${translate(`${tokens.length} tokens`)}. ${
    examples.map(({ name, token }) => `${name}: ${says(tokens, token)}`).join(". ")
  }.`;
  return interactiveFigure({
    picture: picture(data, alt),
    alt,
    data,
    draw,
    tools: { ...LIVE_TOOLS, arrowPath, styles },
  });
}

function checkTokens(tokens: readonly SourcedToken[], { columns, examples }: TokenSourcesOptions): void {
  if (!Number.isInteger(columns) || columns < 1) {
    throw new RangeError(`tokenSources: columns is ${columns}; expected a whole number from 1 up`);
  }
  tokens.forEach(({ from }, at) => {
    const wrong = from.find((source) => !Number.isInteger(source) || source < 0 || source >= at);
    if (wrong === undefined) return;
    throw new RangeError(`tokenSources: token ${at} follows from ${wrong}; expected a token before it`);
  });
  if (examples.length === 0) {
    throw new RangeError("tokenSources: expected at least one example, the token that is shown first");
  }
  const missing = examples.find(({ token }) => !(token in tokens));
  if (missing) {
    throw new RangeError(
      `tokenSources: the example "${shorten(missing.name)}" is token ${missing.token}, which is none`,
    );
  }
}

/** "5 follows from 2 and 3 (2 + 3)". */
function says(tokens: readonly SourcedToken[], at: number): string {
  const { text, from, rule } = tokens[at];
  const sources = from.map((i) => tokens[i].text).join(` ${translate(WORDS.and)} `);
  return `${from.length > 0 ? fill(translate(WORDS.follows), text, sources) : text} (${rule})`;
}

/** All tokens, each example in its colour with its arrows, and the rules below. */
function picture({ tokens, columns, lines, examples, title, cell }: SourcesData, alt: string): string {
  const left = MARGIN + (lines.length > 0 ? NAME_WIDTH : 0), top = bodyTop(title) + 8;
  const corner = (at: number) => ({
    x: left + at % columns * cell.width,
    y: top + Math.floor(at / columns) * cell.height,
  });
  const colourOf = new Map(examples.map(({ token }, i) => [token, seriesColour(i)]));
  const boxes = tokens.map(({ text }, at) => {
    const { x, y } = corner(at), colour = colourOf.get(at);
    const style = colour
      ? `fill="${colour}" fill-opacity="0.35" stroke="${colour}" stroke-width="2"`
      : 'fill="none" stroke="currentColor" stroke-opacity="0.25"';
    return markup`<rect x="${x + 1}" y="${y + 1}" width="${cell.width - 3}" height="${cell.height - 12}"
      rx="3" ${style}/><text x="${x + cell.width / 2}" y="${y + cell.height / 2 - 2}">${
      svgText(text)
    }</text>`;
  });
  const names = lines.map((name, i) =>
    markup`<text x="${MARGIN}" y="${top + (i + 0.5) * cell.height - 2}">${svgText(name)}</text>`
  );
  const arrows = examples.flatMap(({ token }, i) =>
    tokens[token].from.map((source) =>
      `<path d="${arrowPath(corner(token), corner(source), cell)}" stroke="${seriesColour(i)}"/>`
    )
  );
  const width = Math.max(FIGURE_WIDTH, left + columns * cell.width + MARGIN);
  let y = top + Math.ceil(tokens.length / columns) * cell.height + 6;
  const rules = examples.map(({ name, token }, i) => {
    const text = wrapText(`${name}: ${says(tokens, token)}`, {
      width: 0.88 * (width - 2 * MARGIN - 20),
      size: FONT,
    });
    const start = y + 6;
    y = start + LINE * text.length;
    const rows = text.map((line, j) =>
      markup`<text x="${MARGIN + 20}" y="${start + LINE * j + 12}">${svgText(line)}</text>`
    );
    return markup`<rect x="${MARGIN}" y="${start + 3}" width="11" height="11" rx="2"
      fill="${seriesColour(i)}"/>${rows}`;
  });
  const body = markup`
    <g font-family="${MONO}" font-size="13" text-anchor="middle" fill="currentColor">${boxes}</g>
    <g font-size="12" fill="currentColor">${names}</g>
    <g fill="none" stroke-width="1.8">${arrows}</g>
    <g font-size="${FONT}" fill="currentColor">${rules}</g>`;
  return svgPicture(body, { title, alt, width, height: y + MARGIN });
}
