export { frequentHits } from "./frequent_hits.ts";
export {
  formatScore,
  type LottoModel,
  type LottoWriter,
  measureLotto,
  type MeasureOptions,
  modelWriter,
  type Score,
  type Scores,
  zerosWriter,
} from "./measure.ts";
export type { ExperimentRow } from "./run_experiment.ts";
export { BLOG_START, type TextRecipe, trainText } from "./text_model.ts";
