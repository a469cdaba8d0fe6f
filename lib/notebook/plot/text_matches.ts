/**
 * A generated text whose parts are coloured by the length of their verbatim match in the training text: no colour for
 * the model's own words, full colour for long copies.
 *
 * One hue in four strengths, and an underline for the strongest, so that the order is visible with any colour vision.
 */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { flow } from "./flow_layout.ts";
import { bodyTop, MARGIN, markup, moreNote, svgFigure, svgText } from "./svg_figure.ts";
import { shorten } from "./shorten.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, FIGURE_WIDTH, MONO } from "./theme.ts";

interface TextSpan {
  readonly text: string;
  /** Length of the longest verbatim match that this part belongs to, tokens; 0 where there is none. */
  readonly matchLength: number;
  /** The source of the match, shown on hover. */
  readonly source?: string;
}

/** Smallest match length of each strength of colour, tokens; shorter matches stay uncoloured. */
const STEPS = [4, 8, 16, 32];
const FONT = 13;
const LINE = 24;
const LONGEST_WORD = 50; // of wide characters, a line of the default width
const WORDS = new RegExp(`\\S{1,${LONGEST_WORD}}\\s*|\\s+`, "gu");
/** Words that the figure shows; its last line counts the others. */
const MOST_WORDS = 5000;

/**
 * Shows a text made of spans, in their order.
 *
 * @example
 * ```ts
 * textMatches([
 *   { text: "He raised his wand ", matchLength: 0 },
 *   { text: "and the whole room went quiet", matchLength: 12, source: "chapter 3" },
 * ]);
 * ```
 */
export function textMatches(
  spans: readonly TextSpan[],
  options: { readonly title?: string } = {},
): Displayable {
  const title = translate(options.title);
  for (const { text, matchLength } of spans) {
    if (!(matchLength >= 0 && matchLength < Infinity)) {
      throw new RangeError(
        `textMatches: the matchLength of ${
          JSON.stringify(shorten(text))
        } is ${matchLength}, expected a number from 0 up`,
      );
    }
  }
  const strength = (matchLength: number) => STEPS.filter((step) => matchLength >= step).length;

  // One box per word and the spaces after it, so that lines break between words. A word that two spans share is not
  // broken. A word longer than a line is cut.
  const all = spans.flatMap((span) => (span.text.match(WORDS) ?? []).map((word) => ({ span, word })));
  const words = all.slice(0, MOST_WORDS).map(({ span, word }) => {
    const shown = word.replace(/\s+/g, " ");
    return {
      span,
      shown,
      level: strength(span.matchLength),
      textPixels: textWidth(shown.trimEnd(), { size: FONT, monospace: true }),
      width: textWidth(shown, { size: FONT, monospace: true }),
      breakAfter: word.includes("\n"),
      joinNext: !/\s$/.test(word) && word.length < LONGEST_WORD,
    };
  });
  const left = all.length - words.length;
  const { corners, height } = flow(words, { width: FIGURE_WIDTH - 2 * MARGIN, lineHeight: LINE, gap: 0 });
  const top = bodyTop(title);

  const drawn = words.map(({ span, shown, level, width, textPixels }, i) => {
    const x = MARGIN + corners[i].x, y = top + corners[i].y;
    const hover = span.matchLength === 0
      ? translate("no match")
      : translate(`verbatim match of ${span.matchLength} tokens`) + (span.source ? `: ${span.source}` : "");
    return markup`<g><title>${svgText(hover)}</title>${mark({ x, y, width, level })}
      <text x="${x}" y="${y + 16}" textLength="${textPixels}">${svgText(shown.trimEnd())}</text></g>`;
  });

  const labels = [
    `under ${STEPS[0]}`,
    ...STEPS.map((step, i) => i + 1 < STEPS.length ? `${step}–${STEPS[i + 1] - 1}` : `${step} or more`),
  ].map((label) => translate(label));
  const legendTitle = translate("verbatim match:");
  const more = moreNote(left, { what: "words", y: top + height + 14 });
  const legendTop = top + height + (more ? 34 : 12);
  let x = MARGIN + textWidth(legendTitle, { size: 12 }) + 16;
  const legend = labels.map((label, level) => {
    const at = x;
    x += 28 + textWidth(label, { size: 12 }) + 14;
    return markup`<rect x="${at}" y="${legendTop}" width="22" height="16" fill="none" stroke="currentColor"
      stroke-opacity="0.35"/>${mark({ x: at, y: legendTop - 2, width: 22, level })}
      <text x="${at + 28}" y="${legendTop + 12}">${svgText(label)}</text>`;
  });

  const copied =
    spans.filter((span) => span.matchLength >= STEPS[0]).map((span) => span.text).join("").length;
  const total = spans.map((span) => span.text).join("").length;
  return svgFigure(
    markup`<g font-family="${MONO}" font-size="${FONT}" fill="currentColor">${drawn}</g>${more}
      <g font-size="12" fill="currentColor">
      <text x="${MARGIN}" y="${legendTop + 12}">${svgText(legendTitle)}</text>
      ${legend}<text x="${x}" y="${legendTop + 12}">${svgText(translate("tokens"))}</text></g>`,
    {
      title,
      alt: `${title ? `${title}: ` : ""}${spans.map((span) => span.text).join("")} ` +
        translate(
          `(${
            total === 0 ? 0 : Math.round(100 * copied / total)
          } % of the characters lie in verbatim matches of at least ` +
            `${STEPS[0]} tokens)`,
        ),
      width: FIGURE_WIDTH,
      height: legendTop + 16 + MARGIN,
    },
  );
}

/** The colour of a strength from 0 to 4. */
function mark({ x, y, width, level }: { x: number; y: number; width: number; level: number }): string {
  if (level === 0) return "";
  const opacity = (0.7 * level / STEPS.length).toFixed(2), colour = COLOURS.vermilion;
  const underline = level === STEPS.length
    ? markup`<rect x="${x}" y="${y + 20}" width="${width}" height="2" fill="${colour}"/>`
    : "";
  return markup`<rect x="${x}" y="${y + 2}" width="${width}" height="18" fill="${colour}"
    fill-opacity="${opacity}"/>${underline}`;
}
