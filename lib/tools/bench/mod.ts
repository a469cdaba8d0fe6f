export { bench, BENCH_KINDS, type BenchKind, type BenchOptions, type BenchRow } from "./bench.ts";
export { formatReport } from "./report.ts";
export { type BenchShape, SHAPES, trainingFlops } from "./shapes.ts";
