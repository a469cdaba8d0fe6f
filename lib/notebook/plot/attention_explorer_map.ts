/**
 * Maps of attention weights in the reader's browser: a large one that reacts to the pointer, and thumbnails.
 *
 * Row = query, column = key. The functions are copied into the notebook as source (see interactive_figure.ts): each must
 * use only its arguments.
 */

import type { LiveTools } from "./live_elements.ts";

/** A small picture of one head: a pixel for each weight, from transparent to `colour` ("#rrggbb"). */
export function drawThumbnail(
  parent: Element,
  weights: readonly (readonly number[])[],
  colour: string,
): void {
  const canvas = document.createElement("canvas");
  const T = canvas.width = canvas.height = weights.length;
  parent.append(canvas);
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(T, T);
  const rgb = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  weights.flat().forEach((weight, i) => image.data.set([...rgb, Math.round(255 * weight)], 4 * i));
  context.putImageData(image, 0, 0);
}

/** A map of weights that can be redrawn. */
interface WeightsMap {
  show(weights: readonly (readonly number[])[], query: number, key?: number): void;
}

/**
 * The large map: tokens on both axes, a frame around the query's row and around the key under the pointer.
 */
export function drawMap(
  parent: Element,
  { addSvg: add, labels, colours, onPoint }: Pick<LiveTools, "addSvg"> & {
    readonly labels: readonly string[];
    readonly colours: { readonly weight: string; readonly query: string };
    readonly onPoint: (query: number, key: number) => void;
  },
): WeightsMap {
  const T = labels.length;
  const short = labels.map((label) => label.length > 9 ? `${label.slice(0, 8)}…` : label);
  // Units are cells. A letter is 0.75 high and, monospaced, 0.45 wide; one of full width twice that.
  const letters = (text: string) => [...text].reduce((sum, letter) => sum + (letter > "\u10ff" ? 2 : 1), 0);
  const edge = 0.6 + 0.45 * Math.max(0, ...short.map(letters));
  const viewBox = `${-edge} ${-edge} ${T + edge + 0.2} ${T + edge + 0.2}`;
  const root = add(parent, "svg", { viewBox, "aria-hidden": "true" }); // the tokens and the line above them say the same
  const ink = { fill: "none", stroke: "currentColor", "stroke-opacity": 0.35, "stroke-width": T / 300 };
  const square = add(root, "rect", { width: T, height: T, ...ink });
  const area = add(root, "g", { fill: colours.weight });
  const cells = labels.map((_, query) =>
    labels.map((_, key) => add(area, "rect", { x: key, y: query, width: 1.02, height: 1.02 }))
  );
  const frame = { fill: "none", stroke: colours.query };
  const row = add(root, "rect", { ...frame, x: 0, width: T, height: 1, "stroke-width": 0.16 });
  const cell = add(root, "rect", { ...frame, width: 1, height: 1, "stroke-width": 0.3 });
  short.forEach((label, i) => {
    const text = { "font-size": 0.75, fill: "currentColor", "dominant-baseline": "central" };
    add(root, "text", { ...text, x: -0.3, y: i + 0.5, "text-anchor": "end" }, label);
    const transform = `translate(${i + 0.5} -0.3) rotate(-90)`;
    add(root, "text", { ...text, transform }, label);
  });
  root.addEventListener("pointermove", (event) => {
    const { left, top, width } = square.getBoundingClientRect();
    const { clientX, clientY } = event as PointerEvent;
    const [key, query] = [clientX - left, clientY - top].map((pixels) => Math.floor(pixels * T / width));
    if (key >= 0 && key < T && query >= 0 && query < T) onPoint(query, key);
  });
  return {
    show(weights, query, key) {
      weights.forEach((row, i) =>
        row.forEach((weight, j) => cells[i][j].setAttribute("fill-opacity", weight.toFixed(2)))
      );
      row.setAttribute("y", String(query));
      cell.setAttribute("visibility", key === undefined ? "hidden" : "visible");
      cell.setAttribute("x", String(key ?? 0));
      cell.setAttribute("y", String(query));
    },
  };
}
