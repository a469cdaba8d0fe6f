/** Attention with its numbers: Q Kᵀ / √D, softmax of each row, and the weighted sum of the values. */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { arrow, DRAWING_WIDTH, grid, label, note } from "./drawing.ts";
import { bodyTop, MARGIN, svgFigure } from "./svg_figure.ts";
import { COLOURS } from "./theme.ts";

type Rows = readonly (readonly number[])[];

interface AttentionStepsOptions {
  readonly tokens: readonly string[];
  /** (T, D) */
  readonly q: Rows;
  /** (T, D) */
  readonly k: Rows;
  /** (T, D) */
  readonly v: Rows;
  /** What the scores are multiplied by. Default 1 / √D. */
  readonly scale?: number;
}

const CELL = { width: 46, height: 27 };
const MOST_TOKENS = 5;
const MOST_NUMBERS = 3;

/**
 * Draws one head that looks everywhere, every number of it.
 *
 * @throws {RangeError} where shapes do not fit together, or there are more than 5 tokens or 3 numbers in a vector.
 *
 * @example
 * ```ts
 * const vectors = [[0, 1], [1, 0]];
 * attentionSteps({ tokens: ["deep", "river"], q: vectors, k: vectors, v: vectors });
 * ```
 */
export function attentionSteps({ tokens, q, k, v, scale }: AttentionStepsOptions): Displayable {
  const T = tokens.length, D = q[0]?.length ?? 0;
  for (const [name, rows] of Object.entries({ q, k, v })) {
    if (rows.length !== T || rows.some((row) => row.length !== D)) {
      throw new RangeError(`attentionSteps: ${T} tokens need ${name} of shape (${T}, ${D}), as q has`);
    }
  }
  if (T < 1 || T > MOST_TOKENS || D < 1 || D > MOST_NUMBERS) {
    throw new RangeError(
      `attentionSteps: expected 1 to ${MOST_TOKENS} tokens and 1 to ${MOST_NUMBERS} numbers, got (${T}, ${D})`,
    );
  }
  const scores = q.map((a) => k.map((b) => dot(a, b) * (scale ?? 1 / Math.sqrt(D))));
  const weights = scores.map(softmax);
  const out = weights.map((row) => v[0].map((_, d) => dot(row, v.map((value) => value[d]))));

  const title = translate("Attention, number by number");
  const names = 64, high = T * CELL.height;
  const scoresName = scale === 1 ? "Q Kᵀ" : "Q Kᵀ / √D";
  let y = bodyTop(title) + 4;
  const parts: string[] = [];
  /** Matrices side by side, each with its name above and the tokens before the first. */
  const row = (...matrices: { name: string; rows: Rows; x: number; colour: string; shaded?: boolean }[]) => {
    for (const { name, rows, x, colour, shaded } of matrices) {
      const wide = rows[0].length * CELL.width;
      parts.push(
        label(translate(name), { x: x + wide / 2, y: y + 8, isStrong: true }),
        grid(rows.map((numbers) => numbers.map(short)), {
          ...{ x, y: y + 22, ...CELL },
          shade: (i, j) => ({ colour, strength: shaded ? 0.7 * rows[i][j] : 0.12 }),
        }),
      );
      tokens.forEach((token, i) =>
        parts.push(label(token, { x: x - 6, y: y + 22 + (i + 0.5) * CELL.height, size: 12.5, anchor: "end" }))
      );
    }
    y += 22 + high + 10;
  };
  const below = (text: string) => {
    const x = MARGIN + names + 24;
    parts.push(arrow([{ x, y: y - 4 }, { x, y: y + 22 }]), note(translate(text), { x: x + 12, y: y + 9 }));
    y += 30;
  };
  const first = MARGIN + names, second = first + Math.max(2, D) * CELL.width + names + 12;
  row(
    { name: "Q", rows: q, x: first, colour: COLOURS.blue },
    { name: "K", rows: k, x: second, colour: COLOURS.orange },
  );
  below("each query times each key: how well do they fit?");
  row({ name: scoresName, rows: scores, x: first, colour: COLOURS.green });
  below("softmax of each row: weights that sum to 1");
  const third = first + T * CELL.width + names + 22;
  const beside = third + D * CELL.width <= DRAWING_WIDTH - MARGIN;
  row(
    { name: "weights", rows: weights, x: first, colour: COLOURS.green, shaded: true },
    ...beside ? [{ name: "V", rows: v, x: third, colour: COLOURS.purple }] : [],
  );
  if (!beside) row({ name: "V", rows: v, x: first, colour: COLOURS.purple });
  below("weights times V: each row is a mixture of the values");
  row({ name: "result", rows: out, x: first, colour: COLOURS.purple });
  return svgFigure(parts.join(""), {
    title,
    alt: `${title}. ` +
      tokens.map((token, i) =>
        translate(
          `${token}: scores ${scores[i].map(short).join(", ")}; weights ${
            weights[i].map(short).join(", ")
          }; result ${out[i].map(short).join(", ")}`,
        )
      ).join(". "),
    width: DRAWING_WIDTH,
    height: y + 4,
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function softmax(row: readonly number[]): number[] {
  const largest = Math.max(...row), powers = row.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** At most two decimals. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
