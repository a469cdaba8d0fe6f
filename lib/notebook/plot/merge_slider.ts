/**
 * Byte-pair encoding step by step: a slider over the merges, and the text as the tokens it has after that many merges.
 *
 * Plain boxes are the first tokens, blue ones were merged, orange ones were made by the current merge. The bars below
 * show the number of tokens after each merge. Where no script runs: the text after four different numbers of merges.
 */
import { translate, translateWords } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { flow } from "./flow_layout.ts";
import { interactiveFigure } from "./interactive_figure.ts";
import { LIVE_TOOLS } from "./live_elements.ts";
import { draw, type MergeStep, type SliderData, tokensAfter, WORDS } from "./merge_slider_live.ts";
import { bodyTop, MARGIN, markup, svgPicture, svgText } from "./svg_figure.ts";
import { shorten } from "./shorten.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, FIGURE_WIDTH, MONO } from "./theme.ts";
import { visibleWhitespace } from "./visible_whitespace.ts";

interface MergeSliderOptions {
  readonly title?: string;
  /** Merges done at first. Default 0. */
  readonly start?: number;
  /** Tokens in the vocabulary before the first merge. Default: the different ones of `words`. */
  readonly startVocabulary?: number;
}

/**
 * Shows how merges change the tokens of a text.
 *
 * @param words the text's words, each as the tokens it begins with: its characters or bytes. No merge joins two words.
 * @param merges in the order learned.
 * @throws {RangeError} when `start` is no number of merges, or the text has more than 3,000 tokens.
 *
 * @example
 * ```ts
 * mergeSlider([["l", "o", "w"], ["l", "o", "t"]], [{ left: "l", right: "o", merged: "lo", count: 2 }]);
 * ```
 */
export function mergeSlider(
  words: readonly (readonly string[])[],
  merges: readonly MergeStep[],
  options: MergeSliderOptions = {},
): Displayable {
  const { start = 0 } = options, title = translate(options.title ?? "");
  const { startVocabulary = new Set(words.flat()).size } = options;
  if (!Number.isInteger(start) || start < 0 || start > merges.length) {
    throw new RangeError(
      `mergeSlider: start is ${start}; expected a whole number of merges, 0 to ${merges.length}`,
    );
  }
  const length = words.reduce((sum, word) => sum + word.length, 0);
  if (length > MOST_TOKENS) {
    throw new RangeError(
      `mergeSlider: the text has ${length.toLocaleString("en")} tokens; give at most ${
        MOST_TOKENS.toLocaleString("en")
      }, a paragraph or two`,
    );
  }
  const data = sliderData(words, merges, { title, start, startVocabulary });
  const shown = [...new Set([0, 1 / 6, 1 / 2, 1].map((part) => Math.round(part * merges.length)))];
  const count = (done: number) => tokensAfter(data.words, data.merges, done).flat().length;
  const counts = shown.map((done) =>
    translate(`${count(done)} tokens after ${done} merge${done === 1 ? "" : "s"}`)
  );
  const alt = `${title ? `${title}: ` : ""}${translate(`the text has ${counts.join(", ")}.`)}`;
  return interactiveFigure({
    picture: picture(data, { shown, alt }),
    alt,
    data,
    draw,
    tools: { ...LIVE_TOOLS, tokensAfter },
  });
}

/** What the slider's browser part draws. */
export function sliderData(
  words: readonly (readonly string[])[],
  merges: readonly MergeStep[],
  { title, start, startVocabulary }: Required<MergeSliderOptions>,
): SliderData {
  return {
    words: words.map((word) => word.map((token) => visibleWhitespace(shorten(token)))),
    merges: merges.map((merge) => ({
      left: visibleWhitespace(shorten(merge.left)),
      right: visibleWhitespace(shorten(merge.right)),
      merged: visibleWhitespace(shorten(merge.merged)),
      count: merge.count,
    })),
    title: shorten(title),
    start,
    startVocabulary,
    colours: { merged: COLOURS.sky, newest: COLOURS.orange },
    font: MONO,
    says: translateWords(WORDS),
  };
}

const MOST_TOKENS = 3000;
const FONT = 13;
const LINE = 30;

/** The text after each number of merges in `shown`, one under the other. */
function picture(
  { words, merges, title }: SliderData,
  { shown, alt }: { shown: readonly number[]; alt: string },
): string {
  let y = bodyTop(title);
  const rows = shown.map((done) => {
    const tokens = tokensAfter(words, merges, done);
    const boxes = tokens.flatMap((word) =>
      word.map((token, i) => {
        const textPixels = textWidth(token, { size: FONT, monospace: true });
        const last = i === word.length - 1;
        return {
          token,
          textPixels,
          width: textPixels + (last ? 14 : 7),
          inner: textPixels + 6,
          joinNext: !last,
        };
      })
    );
    const { corners: at, height } = flow(boxes, {
      width: FIGURE_WIDTH - 2 * MARGIN,
      lineHeight: LINE,
      gap: 0,
    });
    const newest = merges[done - 1]?.merged;
    const made = new Set(merges.slice(0, done).map((merge) => merge.merged));
    const label = translate(`after ${done} merge${done === 1 ? "" : "s"}: ${boxes.length} tokens`);
    const top = y + 22;
    const drawn = boxes.map(({ token, textPixels, inner }, i) => {
      const x = MARGIN + at[i].x;
      const colour = token === newest ? COLOURS.orange : made.has(token) ? COLOURS.sky : undefined;
      const style = colour
        ? `fill="${colour}" fill-opacity="0.33" stroke="${colour}"`
        : 'fill="none" stroke="currentColor" stroke-opacity="0.3"';
      const tokenTop = top + at[i].y;
      return markup`<rect x="${x}" y="${tokenTop}" width="${inner}" height="23" rx="4" ${style}/>
        <text x="${x + inner / 2}" y="${tokenTop + 16}" textLength="${textPixels}">${svgText(token)}</text>`;
    });
    const row = markup`
      <text x="${MARGIN}" y="${y + 12}" font-size="12" fill="currentColor">${svgText(label)}</text>
      <g font-family="${MONO}" font-size="${FONT}" text-anchor="middle" fill="currentColor">${drawn}</g>`;
    y = top + height + 6;
    return row;
  });
  const size = { width: FIGURE_WIDTH, height: y + MARGIN - 6 };
  return svgPicture(rows.join(""), { title, alt, ...size });
}
