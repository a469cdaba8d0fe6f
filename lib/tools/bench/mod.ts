export { bench, BENCH_KINDS, type BenchKind, type BenchOptions } from "./bench.ts";
export { formatReport } from "./report.ts";
export { SHAPES, trainingFlops } from "./shapes.ts";
