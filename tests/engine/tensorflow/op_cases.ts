/**
 * Calls of every operation that TensorFlow.js exports, over types, axes and the values at which kernels differ: NaN,
 * infinities, both zeros, ties, the ends of int32, empty tensors.
 */
import { ELEMENT_WISE } from "./op_cases/element_wise.ts";
import { INDEXING } from "./op_cases/indexing.ts";
import type { OpCases } from "./op_cases/inputs.ts";
import { LAYERS } from "./op_cases/layers.ts";
import { namespaced } from "./op_cases/namespaces.ts";
import { SHAPES } from "./op_cases/shapes.ts";

export { inputsOf, withInputs } from "./op_cases/inputs.ts";

/**
 * What tfjs exports besides operations on tensors: its engine, backends, models, gradients and training. `dropout`
 * draws its seed's numbers by `randomUniform`.
 */
export const NOT_OPERATIONS = new Set(
  ("backend buffer copyRegisteredKernels customGrad deprecationWarn deregisterOp disableDeprecationWarnings dispose " +
    "disposeVariables enableDebugMode enableProdMode enclosingPowerOfTwo engine env findBackend findBackendFactory " +
    "forceHalfFloat getBackend getGradient getKernel getKernelsForBackend grad grads input keep loadGraphModel " +
    "loadGraphModelSync loadLayersModel memory model multiRNNCell nextFrame op print profile ready registerBackend " +
    "registerCallbackConstructor registerGradient registerKernel registerOp removeBackend sequential setBackend " +
    "setPlatform setWebGLContext sumOutType tidy time train unregisterGradient unregisterKernel upcastType " +
    "valueAndGrad valueAndGrads variable variableGrads rand").split(" "),
);
export const OPS: OpCases = { ...ELEMENT_WISE, ...INDEXING, ...SHAPES, ...LAYERS, ...namespaced() };
