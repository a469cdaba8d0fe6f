/**
 * TensorFlow's own shared library as a tfjs backend, through Deno's FFI. tfjs-node's JavaScript is used; its C++ add-on
 * is replaced.
 *
 * To understand it, read in this order:
 *
 *   1. engine.ts          useTensorFlow(): the steps from a file on the disk to a tfjs backend
 *   2. find.ts, open.ts   finds the library and loads it (preload.ts: CUDA's libraries; loader.ts: dlopen)
 *   3. symbols.ts         the C functions, each below its C declaration (attribute_symbols.ts; c_values.ts: strings and
 *                         arrays for C)
 *   4. status.ts          the one check after each C call, and the error that it throws
 *   5. tensor.ts          values in TensorFlow's memory (string_tensor.ts); eager_tensor.ts: handles, as ops use them
 *   6. context.ts         TensorFlow's devices and threads (proto_writer.ts: its settings as bytes)
 *   7. binding.ts         what tfjs-node's JavaScript calls; tensor_table.ts: tensors by number; tiled_matrix.ts: matrices
 *                         that are stored in bfloat16
 *   8. execute.ts         runs one op; attributes.ts: its attributes, op_definition.ts: its inputs
 *   9. executor.ts        whether an op runs at once, or is recorded by lib/engine/jit
 *  10. resource.ts        destroys what TensorFlow keeps for a device, such as the programs of XLA
 *  11. kernels.ts         which kernels of tfjs run where: tfjs-node's, corrected, added, fallback
 *
 * `useTensorFlow()` is for tests and lib/engine/device; notebooks call `useDevice()` of lib/engine.
 */
export { attributeSymbols } from "./attribute_symbols.ts";
export { ATTRIBUTE, type Attribute, attributesOf, attributeValue, writeAttribute } from "./attributes.ts";
export { cDims, cName } from "./c_values.ts";
export { describeTensor, DTYPE, dtypeName } from "./dtypes.ts";
export { EagerTensor } from "./eager_tensor.ts";
export { BACKEND_NAME, currentTensorFlow, type TensorFlowEngine, useTensorFlow } from "./engine.ts";
export type { Executor, FusedRequest, OpRequest, RepeatRequest } from "./executor.ts";
export { findLibrary, TensorFlowNotFoundError } from "./find.ts";
export { destroyResource } from "./resource.ts";
export { Status, TensorFlowError } from "./status.ts";
export type { Pointer } from "./symbols.ts";
export { elementCount } from "./tensor.ts";
export type { TableEntry, TensorMetadata } from "./tensor_table.ts";
export { TILE_COLUMNS, TILE_ROWS, TiledMatrix, type TileLayout, untile } from "./tiled_matrix.ts";
