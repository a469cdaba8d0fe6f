export { describeMachine, readResult, recordResult } from "./results.ts";
export type { Machine, RecordedResult } from "./results.ts";
