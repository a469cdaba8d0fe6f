/** Operations that layers and training call. They run on any backend; lib/engine/jit compiles them in its own way. */
export type { Compile } from "./compile.ts";
export { yieldToEventLoop } from "./event_loop.ts";
export { fused } from "./fused.ts";
export { hasRepeat, repeat } from "./repeat.ts";
export { canStoreBFloat16, storeBFloat16 } from "./store_bfloat16.ts";
export { tidyTree } from "./tidy.ts";
export { type Tuning, tuning } from "./tuning.ts";
