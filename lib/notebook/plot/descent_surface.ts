/**
 * A valley seen from above, and the path of an optimizer down to its lowest point.
 *
 * The reader chooses the optimizer, its learning rate and beta; the path is computed anew in the browser. Where no script
 * runs: the paths of all optimizers with their first settings.
 */
import { translate, translateWords } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { descentPath, type Optimizer, type Valley } from "./descent_path.ts";
import { draw, type SurfaceData, valleyMarkup, WORDS } from "./descent_surface_live.ts";
import { interactiveFigure } from "./interactive_figure.ts";
import { LIVE_TOOLS } from "./live_elements.ts";
import { shorten } from "./shorten.ts";
import { bodyTop, MARGIN, markup, svgPicture, svgText } from "./svg_figure.ts";
import { COLOURS, FIGURE_WIDTH } from "./theme.ts";

interface DescentSurfaceOptions {
  readonly valley: Valley;
  readonly start: readonly [x: number, y: number];
  /** Steps of a path. */
  readonly steps: number;
  /** The first settings of each optimizer. */
  readonly settings: Readonly<Record<Optimizer, { readonly rate: number; readonly beta: number }>>;
  readonly title?: string;
}

const OPTIMIZER_COLOURS: Readonly<Record<Optimizer, string>> = {
  SGD: COLOURS.vermilion,
  momentum: COLOURS.green,
  AdamW: COLOURS.blue,
};

/**
 * Shows the valley `½ (curvatureX x² + curvatureY y²)` and the way down.
 *
 * @throws {RangeError} when a curvature, the number of steps or a rate is not positive, or a beta is not in [0, 1).
 *
 * @example
 * ```ts
 * descentSurface({
 *   valley: { curvatureX: 1, curvatureY: 20 },
 *   start: [-4, 1.5],
 *   steps: 60,
 *   settings: {
 *     SGD: { rate: 0.09, beta: 0 },
 *     momentum: { rate: 0.02, beta: 0.9 },
 *     AdamW: { rate: 0.3, beta: 0.9 },
 *   },
 * });
 * ```
 */
export function descentSurface(options: DescentSurfaceOptions): Displayable {
  const { valley, start, steps, settings } = options, title = translate(options.title ?? "");
  check("curvatureX", valley.curvatureX, valley.curvatureX > 0);
  check("curvatureY", valley.curvatureY, valley.curvatureY > 0);
  check("steps", steps, Number.isInteger(steps) && steps > 0);
  const optimizers = Object.keys(OPTIMIZER_COLOURS) as Optimizer[];
  for (const name of optimizers) {
    const { rate, beta } = settings[name];
    check(`${name}'s rate`, rate, rate > 0);
    check(`${name}'s beta`, beta, beta >= 0 && beta < 1);
  }
  const data: SurfaceData = {
    valley,
    start,
    steps,
    settings,
    colours: OPTIMIZER_COLOURS,
    title: shorten(title),
    width: FIGURE_WIDTH,
    height: 300,
    words: translateWords(WORDS),
  };
  const paths = optimizers.map((name) =>
    descentPath(valley, { ...settings[name], optimizer: name, start, steps })
  );
  const height = ([x, y]: readonly [number, number]) =>
    0.5 * (valley.curvatureX * x * x + valley.curvatureY * y * y);
  const said = optimizers.map((name, i) =>
    translate(
      `${name} with rate ${settings[name].rate} begins at height ${height(start).toPrecision(3)} and is at ` +
        `${height(paths[i][paths[i].length - 1]).toPrecision(2)} after ${paths[i].length - 1} steps`,
    )
  );
  const alt = `${title ? `${title}: ` : ""}${said.join("; ")}.`;
  const top = bodyTop(title) + 22;
  const legend = optimizers.map((name, i) => {
    const x = MARGIN + i * 230, text = svgText(`${name}, ${data.words.rate} ${settings[name].rate}`);
    return markup`<rect x="${x}" y="${top - 18}" width="12" height="12" fill="${OPTIMIZER_COLOURS[name]}"/>
      <text x="${x + 18}" y="${top - 8}" font-size="12" fill="currentColor">${text}</text>`;
  });
  const drawn = paths.map((path, i) => ({ path, colour: OPTIMIZER_COLOURS[optimizers[i]] }));
  const body = `${legend.join("")}<g transform="translate(0 ${top})">${valleyMarkup(data, drawn)}</g>`;
  return interactiveFigure({
    picture: svgPicture(body, { title, alt, width: data.width, height: top + data.height + MARGIN }),
    alt,
    data,
    draw,
    tools: { ...LIVE_TOOLS, descentPath, valleyMarkup },
  });
}

function check(name: string, value: number, ok: boolean): void {
  if (!ok) throw new RangeError(`descentSurface: ${name} is ${value}, which is out of range`);
}
