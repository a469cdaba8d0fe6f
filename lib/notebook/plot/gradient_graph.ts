/**
 * How a number was computed, as a graph: every value with its gradient, and a slider that steps backwards.
 *
 * Boxes are numbers, with the operation that made them; lines lead from inputs to results and carry the slope of the
 * result for that input. The slider passes the gradient of one box after the other on to its inputs, from the result to
 * the first inputs. Where no script runs: the picture after the last step.
 */
import { translate, translateWords } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import {
  draw,
  gradientsAfter,
  type GraphBox,
  type GraphData,
  graphMarkup,
  WORDS,
} from "./gradient_graph_live.ts";
import { interactiveFigure } from "./interactive_figure.ts";
import { LIVE_TOOLS } from "./live_elements.ts";
import { shorten } from "./shorten.ts";
import { bodyTop, MARGIN, svgPicture, svgText } from "./svg_figure.ts";
import { COLOURS, FIGURE_WIDTH } from "./theme.ts";

/** A computed number; lib/training's `Value` is one. */
export interface ComputedNumber {
  readonly data: number;
  /** What made it: "×", "exp"; of a number that nothing made, its name. */
  readonly op: string;
  readonly inputs: readonly ComputedNumber[];
  /** For each input, how much this number changes with it. */
  readonly slopes: readonly number[];
}

interface GradientGraphOptions {
  readonly title?: string;
  /** Steps done at first. Default 0: no gradient but the result's. */
  readonly start?: number;
}

const MOST_BOXES = 40;
const BOX = { width: 92, height: 58 };
/** From one row of boxes to the next. */
const ROW = 92;

/**
 * Shows the graph behind a result.
 *
 * @throws {RangeError} when there are more than 40 boxes, or `start` is no number of steps.
 *
 * @example
 * ```ts
 * import { Value } from "lib/training";
 *
 * const a = new Value(2, "a"), b = new Value(5, "b");
 * gradientGraph(a.times(b).plus(a), { title: "a × b + a" });
 * ```
 */
export function gradientGraph(result: ComputedNumber, options: GradientGraphOptions = {}): Displayable {
  const { start = 0 } = options, title = translate(options.title ?? "");
  const order = computedInOrder(result);
  if (order.length > MOST_BOXES) {
    throw new RangeError(
      `gradientGraph: the graph has ${order.length} numbers; show at most ${MOST_BOXES}, of a smaller expression`,
    );
  }
  const boxes = layOut(order);
  const steps = boxes.filter(({ inputs }) => inputs.length > 0).length;
  if (!Number.isInteger(start) || start < 0 || start > steps) {
    throw new RangeError(`gradientGraph: start is ${start}; expected a whole number of steps, 0 to ${steps}`);
  }
  const data: GraphData = {
    boxes,
    width: Math.max(...boxes.map(({ x }) => x)) + BOX.width + MARGIN,
    height: Math.max(...boxes.map(({ y }) => y)) + BOX.height,
    box: BOX,
    title: shorten(title),
    start,
    words: translateWords(WORDS),
    colours: { known: COLOURS.sky, current: COLOURS.orange },
  };
  const gradients = gradientsAfter(boxes, steps).gradients;
  const alt = `${title ? `${title}: ` : ""}${
    order.map(({ op, data }, i) =>
      translate(`${op} is ${data.toPrecision(3)}, gradient ${gradients[i].toPrecision(3)}`)
    ).join("; ")
  }.`;
  const top = bodyTop(title);
  return interactiveFigure({
    picture: svgPicture(
      `<g transform="translate(0 ${top})">${graphMarkup(data, steps, gradientsAfter)}</g>`,
      {
        title,
        alt,
        width: Math.max(FIGURE_WIDTH, data.width),
        height: top + data.height + MARGIN,
      },
    ),
    alt,
    data,
    draw,
    tools: { ...LIVE_TOOLS, gradientsAfter, graphMarkup },
  });
}

/** Every number behind the result, each after its inputs. Without recursion: the graph of a training's loss is deep. */
function computedInOrder(result: ComputedNumber): ComputedNumber[] {
  const order = new Set<ComputedNumber>(), path = [result];
  for (let one = path.at(-1); one; one = path.at(-1)) {
    const next = one.inputs.find((input) => !order.has(input));
    if (next) path.push(next);
    else {
      order.add(one);
      path.pop();
    }
  }
  return [...order];
}

/** Columns by the longest way from the inputs; a number that nothing made stands just before its first use. */
function layOut(order: readonly ComputedNumber[]): GraphBox[] {
  const depth = new Map<ComputedNumber, number>();
  for (const one of order) depth.set(one, Math.max(-1, ...one.inputs.map((input) => depth.get(input)!)) + 1);
  const columnOf = (one: ComputedNumber) => {
    if (one.inputs.length > 0) return depth.get(one)!;
    const uses = order.filter(({ inputs }) => inputs.includes(one)).map((user) => depth.get(user)!);
    return uses.length === 0 ? 0 : Math.min(...uses) - 1;
  };
  const columns = order.map(columnOf);
  const count = Math.max(...columns) + 1;
  const sizes = Array.from({ length: count }, (_, c) => columns.filter((column) => column === c).length);
  const tallest = Math.max(...sizes);
  const step = Math.max(BOX.width + 42, (FIGURE_WIDTH - 2 * MARGIN - BOX.width) / Math.max(1, count - 1));
  const filled = sizes.map(() => 0);
  return order.map((one, i) => {
    const column = columns[i], row = filled[column]++;
    return {
      op: svgText(one.op),
      value: one.data,
      inputs: one.inputs.map((input) => order.indexOf(input)),
      slopes: [...one.slopes],
      x: MARGIN + column * Math.min(step, 150),
      y: row * ROW + (tallest - sizes[column]) * ROW / 2,
    };
  });
}
