/**
 * TensorFlow's own shared library as a tfjs backend, through Deno's FFI.
 *
 * `useTensorFlow()` is all that a notebook needs; the rest is for lib/engine and tests.
 */
export {
  ATTRIBUTE,
  type Attribute,
  type AttributeWriter,
  typeAttribute,
  writeAttribute,
} from "./attributes.ts";
export { addresses, cBytes, cDims, cName, cRank } from "./c_values.ts";
export { describeTensor, DTYPE, dtypeName } from "./dtypes.ts";
export { EagerTensor } from "./eager_tensor.ts";
export { BACKEND_NAME, currentTensorFlow, type TensorFlowEngine, useTensorFlow } from "./engine.ts";
export type { Executor, FusedRequest, OpRequest, RepeatRequest } from "./executor.ts";
export { findLibrary, TensorFlowNotFoundError } from "./find.ts";
export { elementCount } from "./shape.ts";
export { Status, TensorFlowError } from "./status.ts";
export type { Pointer } from "./symbols.ts";
export { withTensor } from "./tensor.ts";
export type { TableEntry, TensorMetadata } from "./tensor_table.ts";
