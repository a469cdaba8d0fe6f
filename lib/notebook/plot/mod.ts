export {
  attentionExplorer,
  type AttentionExplorerOptions,
  type AttentionOfHeads,
} from "./attention_explorer.ts";
export { attentionMap, type AttentionMapOptions } from "./attention_map.ts";
export { type Bar, barChart, type BarChartOptions } from "./bar_chart.ts";
export { type Displayable, displayable, type MimeBundle, svgImage } from "./displayable.ts";
export { type GenerationStep, generationSteps, type GenerationStepsOptions } from "./generation_steps.ts";
export { lineChart, type LineChartOptions, type Series } from "./line_chart.ts";
export { type LossCurve, lossCurve, type LossCurveOptions, type LossHistory } from "./loss_curve.ts";
export type { Baseline, LossPoint } from "./loss_curve_figure.ts";
export { mergeSlider, type MergeSliderOptions } from "./merge_slider.ts";
export type { MergeStep } from "./merge_slider_live.ts";
export { PLOTLY_FILE, plotlyFolder } from "./plotly_library.ts";
export { type Candidate, probabilityBars, type ProbabilityBarsOptions } from "./probability_bars.ts";
export { smooth } from "./smoothing.ts";
export { type Lane, type Stage, stageDiagram, type StageDiagramOptions } from "./stage_diagram.ts";
export { type Cell, type Row, table, type TableOptions } from "./table.ts";
export { textMatches, type TextMatchesOptions, type TextSpan } from "./text_matches.ts";
export { type Token, tokenStrip, type TokenStripOptions } from "./token_strip.ts";
export { visibleWhitespace } from "./visible_whitespace.ts";
