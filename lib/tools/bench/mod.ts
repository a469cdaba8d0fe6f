export { bench, BENCH_KINDS, type BenchKind } from "./bench.ts";
export { formatReport } from "./report.ts";
export { SHAPES, trainingFlops } from "./shapes.ts";
