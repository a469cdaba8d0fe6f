/**
 * TensorFlow's own shared library as a tfjs backend, through Deno's FFI.
 *
 * `useTensorFlow()` is all that a notebook needs; the rest is for lib/engine and tests.
 */
export {
  ATTRIBUTE,
  type Attribute,
  type AttributeShape,
  type AttributeWriter,
  writeAttribute,
} from "./attributes.ts";
export { cName } from "./c_string.ts";
export { describeTensor, DTYPE, dtypeName } from "./dtypes.ts";
export { addresses } from "./eager_attributes.ts";
export { EagerTensor } from "./eager_tensor.ts";
export { BACKEND_NAME, currentTensorFlow, type TensorFlowEngine, useTensorFlow } from "./engine.ts";
export type { Executor, FusedRequest, OpRequest, RepeatRequest } from "./executor.ts";
export { findLibrary, TensorFlowNotFoundError } from "./find.ts";
export { cDims } from "./shape.ts";
export { Status, TensorFlowError } from "./status.ts";
export type { Pointer } from "./symbols.ts";
export { withTensor } from "./tensor.ts";
export type { TableEntry, TensorMetadata } from "./tensor_table.ts";
