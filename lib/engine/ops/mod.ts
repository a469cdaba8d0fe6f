/** Operations that layers and training call, and that lib/engine/jit compiles in its own way; all run on any backend. */
export { fused } from "./fused.ts";
export { hasRepeat, repeat } from "./repeat.ts";
export { tidyTree } from "./tidy.ts";
