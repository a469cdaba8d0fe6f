/**
 * Shows a plotly figure: live where scripts run, a static picture everywhere else.
 *
 * The output has three representations: `text/html` with the picture and the script that replaces it,
 * `application/vnd.plotly.v1+json` for editors that draw plotly themselves (VS Code, Colab), and `text/plain`.
 */
import {
  type Displayable,
  displayable,
  figureElement,
  figureId,
  type MimeBundle,
  svgImage,
} from "./displayable.ts";
import { liveScript, PLOTLY_CONFIG, type PlotlyFigure } from "./live_figure.ts";
import { LONGEST_DESCRIPTION, shorten } from "./shorten.ts";
import { staticSvg } from "./static_svg.ts";
import { CARD, FAINT_INK, FIGURE_HEIGHT, FIGURE_WIDTH, GRID, INK, SANS, SERIES_COLOURS } from "./theme.ts";
import { printable } from "./visible_whitespace.ts";

interface PlotlyFigureOptions {
  /** What the figure shows, in a sentence, for readers who cannot see it. */
  readonly alt: string;
  readonly height?: number;
  /** The element's id, if a later script has to find it. */
  readonly id?: string;
}

/** Heights of the rows above the plot area, CSS pixels. */
const TITLE_ROW = 38;
const LEGEND_ROW = 26;

interface BaseLayoutOptions {
  readonly title?: string;
  readonly legend?: boolean;
  readonly height: number;
  /** Further room above the plot area, CSS pixels. */
  readonly top?: number;
}

/** The layout of all plotly figures: title, then legend, then the plot area, all aligned left. */
export function baseLayout(
  { title, legend = false, height, top = 0 }: BaseLayoutOptions,
): Record<string, unknown> {
  const fromTop = (pixels: number) => ({ yref: "container", y: 1 - pixels / height, yanchor: "top" });
  const titleRow = title ? TITLE_ROW : 6;
  const left = { x: 0, xref: "paper", xanchor: "left" };
  return {
    ...(title ? { title: { text: plotlyText(title), font: { size: 16 }, ...left, ...fromTop(10) } } : {}),
    height,
    font: { family: SANS, size: 13, color: INK },
    colorway: SERIES_COLOURS,
    margin: { l: 64, r: 24, t: titleRow + (legend ? LEGEND_ROW : 10) + top, b: 56 },
    showlegend: legend,
    legend: { orientation: "h", ...left, ...fromTop(titleRow) },
    hovermode: "x unified",
    // Without these colours plotly writes the page's text colour on white: white on white on a dark page.
    hoverlabel: { bgcolor: CARD, bordercolor: FAINT_INK, font: { family: SANS, size: 12, color: INK } },
  };
}

/**
 * Escapes and shortens a title, name or label for plotly, which understands tags such as `<b>` and the entities of these
 * three characters only.
 */
export function plotlyText(text: string): string {
  return printable(shorten(text)).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function axis(title: string, options: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    title: { text: plotlyText(title) },
    gridcolor: GRID,
    linecolor: GRID,
    zeroline: false,
    // plotly draws the line under the pointer on a white band, too bright for a dark page.
    showspikes: false,
    ...options,
  };
}

/** The figure's representations; the static picture is drawn here (0.1 to 0.5 s). */
export async function plotlyBundle(figure: PlotlyFigure, options: PlotlyFigureOptions): Promise<MimeBundle> {
  const { alt, height = FIGURE_HEIGHT, id = figureId() } = options, size = { width: FIGURE_WIDTH, height };
  const picture = svgImage(await staticSvg(figure, size), { alt, ...size });
  return {
    "text/html": figureElement(id, picture) + liveScript(id, figure),
    "application/vnd.plotly.v1+json": { ...figure, config: PLOTLY_CONFIG },
    "text/plain": shorten(alt, LONGEST_DESCRIPTION),
  };
}

/** Shows `figure`; nothing is drawn before a notebook asks for it. */
export function plotlyFigure(figure: PlotlyFigure, options: PlotlyFigureOptions): Displayable {
  return displayable(() => plotlyBundle(figure, options));
}
