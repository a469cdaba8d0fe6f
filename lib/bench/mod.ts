export { bench, BENCH_KINDS } from "./bench.ts";
export type { BenchKind, BenchOptions, BenchRow } from "./bench.ts";
export { formatReport } from "./report.ts";
export { SHAPES, trainingFlops } from "./shapes.ts";
export type { BenchShape } from "./shapes.ts";
export { median, spread } from "./statistics.ts";
export { frequentHits } from "./lotto/frequent_hits.ts";
export { formatScore, measureLotto, modelWriter, zerosWriter } from "./lotto/measure.ts";
export type { LottoModel, LottoWriter, MeasureOptions, Score, Scores } from "./lotto/measure.ts";
