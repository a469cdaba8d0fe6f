/**
 * The attention explorer's static picture: the maps of all heads, a row for each layer.
 *
 * Cells of about the same weight share one path, so that even the 144 heads of GPT-2 are a small file.
 */
import { translate } from "../../language.ts";
// @ts-types="npm:@types/d3@7.4.3"
import { scaleBand } from "d3";
import { mapOutline } from "./attention_weights.ts";
import { bodyTop, MARGIN, markup, svgPicture, svgText } from "./svg_figure.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, FIGURE_WIDTH, MONO } from "./theme.ts";

const LARGEST_MAP = 240; // CSS pixels
const SMALLEST_LABELLED_CELL = 6;
const CAPTION = 16;
/** Shades between weight 0 and 1; the eye cannot tell more apart. */
const LEVELS = 12;

export function headMaps(
  attention: readonly (readonly (readonly (readonly number[])[])[])[],
  labels: readonly string[],
  o: { readonly title: string; readonly causal: boolean; readonly alt: string },
): string {
  const T = labels.length, heads = attention[0].length;
  const roomFor = (labelWidth: number) =>
    Math.min(
      LARGEST_MAP,
      scaleBand([...attention[0].keys()].map(String), [MARGIN + labelWidth, FIGURE_WIDTH - MARGIN])
        .paddingInner(0.08).bandwidth(),
    );
  const fontAt = (side: number) => Math.min(11, side / T);
  const widest = Math.max(...labels.map((label) => textWidth(label, { size: 1, monospace: true })));
  const labelled = roomFor(0) / T >= SMALLEST_LABELLED_CELL;
  const labelWidth = labelled ? Math.min(90, widest * fontAt(roomFor(0)) + 4) : 0;
  const side = roomFor(labelWidth), step = side * 1.08;

  const top = bodyTop(o.title);
  const maps = attention.flatMap((layer, l) =>
    layer.map((map, h) => {
      const x = MARGIN + labelWidth + h * step, y = top + CAPTION + l * (step + CAPTION);
      const caption = side >= 84 ? translate(`layer ${l + 1}, head ${h + 1}`) : `${l + 1}.${h + 1}`;
      const names = labelled && h === 0
        ? labels.map((label, i) =>
          markup`<text x="${x - 4}" y="${y + (i + 0.5) * side / T}" text-anchor="end" font-family="${MONO}"
            font-size="${fontAt(side)}" dominant-baseline="central">${svgText(label)}</text>`
        )
        : "";
      const size = side >= 84 ? 12 : 9;
      return markup`<g fill="currentColor">
        <text x="${x}" y="${y - 4}" font-size="${size}">${caption}</text>${names}</g>
        <g transform="translate(${x} ${y}) scale(${(side / T).toFixed(4)})">${cells(map)}
        <use href="#outline"/></g>`;
    })
  );
  const outline = mapOutline(T, { causal: o.causal, cell: 1, x: 0, y: 0 });
  const edge = markup`<defs><path id="outline" d="${outline}" fill="none" stroke="currentColor"
    stroke-opacity="0.4" stroke-width="${(T / side).toFixed(3)}"/></defs>`;
  const size = {
    width: MARGIN + labelWidth + heads * step - 0.08 * side + MARGIN,
    height: top + attention.length * (step + CAPTION) + MARGIN,
  };
  return svgPicture(edge + maps.join(""), { title: o.title, alt: o.alt, ...size });
}

/** One path for each level of weight: lines as thick as a cell, in units of cells. */
function cells(map: readonly (readonly number[])[]): string {
  const paths = Array.from({ length: LEVELS + 1 }, () => "");
  map.forEach((row, y) => {
    const levels = row.map((weight) => Math.round(Math.min(1, weight) * LEVELS));
    for (let x = 0, end = 0; x < levels.length; x = end) {
      while (end < levels.length && levels[end] === levels[x]) end++;
      paths[levels[x]] += `M${x},${y}h${end - x}`;
    }
  });
  const drawn = paths.map((d, level) =>
    level > 0 && d ? `<path d="${d}" stroke-opacity="${(level / LEVELS).toFixed(2)}"/>` : ""
  );
  return `<g stroke="${COLOURS.blue}" fill="none" transform="translate(0 0.5)">${drawn.join("")}</g>`;
}
