/**
 * TensorFlow's own shared library as a tfjs backend, through Deno's FFI.
 *
 * `useTensorFlow()` is all that a notebook needs; the rest is for lib/jit, lib/device and tests.
 */
export { BACKEND_NAME, type TensorFlowEngine, type TensorFlowOptions, useTensorFlow } from "./engine.ts";
export { findLibrary, type FindOptions, type FoundLibrary, TensorFlowNotFoundError } from "./find.ts";
export { TensorFlowOpenError } from "./open.ts";
export { Status, TensorFlowError } from "./status.ts";
export type { TensorFlowDevice } from "./context.ts";
export type { EngineMemory } from "./memory.ts";
