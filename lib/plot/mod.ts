export { displayable, svgImage } from "./displayable.ts";
export type { Displayable, MimeBundle } from "./displayable.ts";
export { lineChart } from "./line_chart.ts";
export type { LineChartOptions, Series } from "./line_chart.ts";
export { lossCurve } from "./loss_curve.ts";
export type { LossCurve, LossCurveOptions } from "./loss_curve.ts";
export type { Baseline, LossPoint } from "./loss_curve_figure.ts";
export { PLOTLY_FILE, plotlyFolder } from "./plotly_library.ts";
export { smooth } from "./smoothing.ts";
