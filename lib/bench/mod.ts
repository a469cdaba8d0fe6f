export { bench } from "./bench.ts";
export type { BenchOptions, BenchRow } from "./bench.ts";
export { formatReport } from "./report.ts";
export { SHAPES, trainingFlops } from "./shapes.ts";
export type { BenchShape } from "./shapes.ts";
export { median, spread } from "./statistics.ts";
