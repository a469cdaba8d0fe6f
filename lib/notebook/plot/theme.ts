/**
 * Colours, fonts and sizes that every figure shares. Sizes are CSS pixels, here and in all options of figures.
 *
 * The series colours are Okabe and Ito's, which people with any colour vision can tell apart; their contrast is 3:1 on
 * white and on JupyterLab's dark background. Static pictures have a white card, because the background on which a saved
 * notebook is shown is unknown.
 * Source: https://jfly.uni-koeln.de/color/
 */
export const COLOURS = {
  blue: "#0072b2",
  vermilion: "#d55e00",
  green: "#009e73",
  purple: "#cc79a7",
  orange: "#e69f00",
  sky: "#56b4e9",
} as const;

/** In the order in which a chart gives them to its series. */
export const SERIES_COLOURS: readonly string[] = Object.values(COLOURS);

/** The colour of series `i`; of more than six, some share one. */
export const seriesColour = (i: number): string => SERIES_COLOURS[i % SERIES_COLOURS.length];

/** Ink on the white card of a static picture. */
export const INK = "#24292f";

/** Reference lines and their labels: readable on white and on black, and behind every series. */
export const FAINT_INK = "#7a828a";

/** Grid lines that stay quiet on white and on black. */
export const GRID = "rgba(128, 128, 128, 0.25)";

export const CARD = "#ffffff";

/** Fonts that exist where notebooks are read, Korean ones among them. */
export const SANS =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans KR', 'Noto Sans CJK KR', sans-serif";
export const MONO =
  "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK KR', monospace";

/** Width of a figure in CSS pixels: a JupyterLab cell on a laptop, half a page on paper. */
export const FIGURE_WIDTH = 720;
export const FIGURE_HEIGHT = 400;
