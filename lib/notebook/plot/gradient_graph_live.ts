/**
 * The browser part of the gradient graph (gradient_graph.ts), and what both parts share.
 *
 * The functions are copied into the notebook as source: each must use only its arguments.
 */

import type { LiveTools } from "./live_elements.ts";

/** The figure's words; `{0}` and so on are values. */
export const WORDS = {
  gradient: "grad",
  stepsBackwards: "steps backwards",
  graph: "the graph of a computation",
  gets: "{0} gets {1} × {2} = {3}",
  before: "before the first of {0} steps: all values are computed; the gradient of the result ({1}) is 1",
  step: "step {0} of {1}: {2} passes its gradient {3} on: {4}",
} as const;

/** A number in the graph; `inputs` are indices of boxes before it. */
export interface GraphBox {
  /** Markup-safe. */
  readonly op: string;
  readonly value: number;
  readonly inputs: readonly number[];
  readonly slopes: readonly number[];
  /** The box's upper left corner. */
  readonly x: number;
  readonly y: number;
}

export interface GraphData {
  readonly boxes: readonly GraphBox[];
  readonly width: number;
  readonly height: number;
  readonly box: { readonly width: number; readonly height: number };
  readonly title: string;
  readonly start: number;
  /** In the language that is shown. */
  readonly words: Readonly<Record<keyof typeof WORDS, string>>;
  readonly colours: { readonly known: string; readonly current: string };
}

/**
 * The gradients after so many steps; each step passes one box's gradient on to its inputs. Runs here and in the browser,
 * so it must use only its arguments.
 *
 * @returns `current`: the box of the last step (−1 before the first); `complete`: which gradients will not change any more
 */
export function gradientsAfter(
  boxes: readonly GraphBox[],
  steps: number,
): { gradients: number[]; current: number; complete: boolean[] } {
  const gradients = boxes.map((_, i) => i === boxes.length - 1 ? 1 : 0);
  const waiting = boxes.map((_, i) => boxes.filter(({ inputs }) => inputs.includes(i)).length);
  let current = -1, done = 0;
  for (let i = boxes.length - 1; i >= 0 && done < steps; i--) {
    const { inputs, slopes } = boxes[i];
    if (inputs.length === 0) continue;
    current = i;
    done++;
    inputs.forEach((input, n) => gradients[input] += gradients[i] * slopes[n]);
    for (const input of new Set(inputs)) waiting[input]--;
  }
  return { gradients, current, complete: waiting.map((count) => count === 0) };
}

/** The drawing after so many steps, as SVG markup. Runs here and in the browser. */
export function graphMarkup(
  { boxes, box, colours, words }: GraphData,
  steps: number,
  after: typeof gradientsAfter,
): string {
  const { gradients, current, complete } = after(boxes, steps);
  const short = (n: number) => String(Number(n.toPrecision(3))).replace("-", "−");
  // A closing tag must not stand in the source of a script.
  const tag = (name: string, attributes: string, content = "") =>
    "<" + name + " " + attributes + ">" + content + "<" + "/" + name + ">";
  const lines = boxes.flatMap(({ inputs, slopes, x, y }, i) =>
    inputs.map((input, n) => {
      const from = boxes[input], active = i === current;
      const x1 = from.x + box.width, y1 = from.y + box.height / 2;
      const shift = (n - (inputs.length - 1) / 2) * 16;
      const x2 = x, y2 = y + box.height / 2 + shift;
      // A long line bends past the boxes between its ends.
      const far = x2 - x1 > box.width, bend = far ? (y1 <= y2 ? -1 : 1) * box.height * 0.9 : 0;
      const middle = (x1 + x2) / 2;
      const path = `M${x1},${y1}C${middle},${y1 + bend} ${middle},${y2 + bend} ${x2},${y2}`;
      const labelY = (y1 + y2) / 2 + 0.75 * bend - 5;
      return tag(
        "path",
        `d="${path}" fill="none" stroke="${active ? colours.current : "currentColor"}" stroke-width="${
          active ? 2.5 : 1.2
        }" stroke-opacity="${active ? 1 : 0.45}"`,
      ) +
        tag(
          "text",
          `x="${middle}" y="${labelY}" text-anchor="middle" font-size="11" fill="currentColor" fill-opacity="${
            active ? 1 : 0.75
          }" font-weight="${active ? 700 : 400}"`,
          "×" + short(slopes[n]),
        );
    })
  );
  const drawn = boxes.map(({ op, value, x, y }, i) => {
    const known = complete[i], colour = i === current ? colours.current : known ? colours.known : "";
    const middle = x + box.width / 2;
    const begun = known || gradients[i] !== 0;
    return tag(
      "rect",
      `x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="6" ` +
        (colour
          ? `fill="${colour}" fill-opacity="0.25" stroke="${colour}"`
          : `fill="none" stroke="currentColor" stroke-opacity="0.5"`),
    ) +
      tag(
        "text",
        `x="${middle}" y="${y + 16}" text-anchor="middle" font-weight="700" fill="currentColor"`,
        op,
      ) +
      tag("text", `x="${middle}" y="${y + 33}" text-anchor="middle" fill="currentColor"`, short(value)) +
      tag(
        "text",
        `x="${middle}" y="${y + 50}" text-anchor="middle" font-size="12" fill="currentColor"`,
        words.gradient + " " + (begun ? short(gradients[i]) + (known ? "" : " …") : "?"),
      );
  });
  return lines.join("") + drawn.join("");
}

/** The live figure. Runs in the reader's browser, so it must use only its arguments. */
export function draw(
  element: HTMLElement,
  data: GraphData,
  tools: LiveTools & {
    readonly gradientsAfter: typeof gradientsAfter;
    readonly graphMarkup: typeof graphMarkup;
  },
): void {
  const { boxes, words } = data, { add, fill } = tools;
  const steps = boxes.filter(({ inputs }) => inputs.length > 0).length;
  const box = add(element, "div", { style: "max-width: 900px; font-size: 14px; color: inherit" });
  if (data.title) add(box, "div", { style: "font-size: 15px; margin-bottom: 6px" }, data.title);
  const slider = tools.addSlider(box, {
    ...{ max: steps, value: data.start, label: words.stepsBackwards },
    style: "width: 100%; margin: 4px 0; cursor: pointer",
  });
  const says = add(box, "div", { "aria-live": "polite", style: "min-height: 3.2em; margin-bottom: 6px" });
  const svg = tools.addSvg(box, "svg", {
    viewBox: `0 -30 ${data.width} ${data.height + 34}`,
    width: data.width,
    role: "img",
    "aria-label": data.title || words.graph,
    style: "max-width: 100%; height: auto; font-size: 13px",
  });
  const short = (n: number) => String(Number(n.toPrecision(3))).replace("-", "−");

  const update = () => {
    const done = Number(slider.value);
    const { gradients, current } = tools.gradientsAfter(boxes, done);
    svg.innerHTML = tools.graphMarkup(data, done, tools.gradientsAfter);
    const last = boxes[boxes.length - 1];
    const sent = current < 0 ? [] : boxes[current].inputs.map((input, n) =>
      fill(
        words.gets,
        boxes[input].op,
        ...[gradients[current], boxes[current].slopes[n], gradients[current] * boxes[current].slopes[n]]
          .map(short),
      )
    );
    const what = current < 0
      ? fill(words.before, steps, last.op)
      : fill(words.step, done, steps, boxes[current].op, short(gradients[current]), sent.join("; "));
    says.innerHTML = what; // the names are markup-safe
    slider.setAttribute("aria-valuetext", says.textContent ?? "");
  };
  slider.addEventListener("input", update);
  update();
}
