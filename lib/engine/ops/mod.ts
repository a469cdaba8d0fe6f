export type { Compile } from "./compile.ts";
export { fused } from "./fused.ts";
export { hasRepeat, repeat } from "./repeat.ts";
export { tidyTree } from "./tidy.ts";
