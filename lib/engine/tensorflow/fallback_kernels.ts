/**
 * TensorFlow.js's own kernels in plain JavaScript, as a fallback: for an operation that TensorFlow does not have, and
 * for a type or padding that its kernel refuses (such as `acos` of int32, or whole numbers to negative powers).
 *
 * They are slow, because the values are copied to JavaScript and back. While a function is compiled there are no values
 * yet, so there TensorFlow's error is thrown.
 */
import * as tf from "@tensorflow/tfjs";
import { TensorFlowError } from "./status.ts";
import type { NodeBackend } from "./tfjs_node.ts";

const JAVASCRIPT = "cpu";

/** Gradients that tfjs's JavaScript gets wrong with explicit padding: they count the padding, the pooling does not. */
const WRONG = new Set(["AvgPoolGrad", "AvgPool3DGrad"]);

interface Call {
  readonly inputs: Readonly<Record<string, tf.TensorInfo | tf.TensorInfo[] | undefined>>;
  readonly attrs: unknown;
  readonly backend: NodeBackend;
}

/** The parts of tfjs's JavaScript backend that are used here. */
interface JavaScriptBackend extends tf.KernelBackend {
  /** true until it has printed that tfjs-node is faster */
  firstUse: boolean;
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: tf.backend_util.BackendValues): tf.TensorInfo;
}

/** Adds tfjs's JavaScript kernels to the backend of this name; a kernel that is there already is tried first. */
export function registerFallbackKernels(backendName: string): void {
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend(JAVASCRIPT)) {
    const native = tf.getKernel(kernelName, backendName);
    if (native) tf.unregisterKernel(kernelName, backendName);
    const inJavaScript = (call: Call) => runInJavaScript(kernelFunc, call);
    const wrapped = native
      ? (call: Call) => {
        try {
          return native.kernelFunc(call as never);
        } catch (error) {
          if (isTraced(call) || isComplex(call) || WRONG.has(kernelName) || !isRefusal(error)) throw error;
          return inJavaScript(call);
        }
      }
      : (call: Call) => {
        if (isTraced(call)) throw cannotCompile(kernelName);
        return inJavaScript(call);
      };
    tf.registerKernel({ ...native, kernelName, backendName, kernelFunc: wrapped as never });
  }
}

/** Whether the error is about a missing kernel for these types or this padding, not about wrong shapes or values. */
function isRefusal(error: unknown): boolean {
  const reason = error instanceof TensorFlowError ? error.reason : (error as Error).message ?? "";
  return error instanceof TensorFlowError
    ? /is not in the list of allowed values|Could not find device for node|was expected to be an? \w+ tensor but|negative integer powers/
      .test(reason)
    : /^(TF|TF Node|Node) [Bb]ackend\b.*(supports only|does not support)/.test(reason);
}

function isTraced({ backend }: Call): boolean {
  return backend.binding.executor.beforeRead !== undefined;
}

function isComplex({ inputs }: Call): boolean {
  return Object.values(inputs).flat().some((tensor) => tensor?.dtype === "complex64");
}

function cannotCompile(kernelName: string): Error {
  return new Deno.errors.NotSupported(
    `${kernelName}: TensorFlow has no kernel for it, so it cannot be compiled; compute this part outside the ` +
      "compiled function",
  );
}

function runInJavaScript(
  kernel: tf.KernelFunc,
  { inputs, attrs, backend }: Call,
): tf.TensorInfo | tf.TensorInfo[] {
  const javascript = tf.findBackend(JAVASCRIPT) as JavaScriptBackend;
  javascript.firstUse = false;
  const made: tf.TensorInfo[] = [];
  const copyIn = ({ dataId, shape, dtype }: tf.TensorInfo) => {
    const values = backend.readSync(dataId) as tf.backend_util.BackendValues;
    const tensor = javascript.makeTensorInfo(shape, dtype, values.slice() as typeof values);
    made.push(tensor);
    return tensor;
  };
  const copyOut = (result: tf.TensorInfo) => {
    made.push(result);
    const { dataId, shape, dtype } = result;
    const values = javascript.readSync(dataId) as tf.backend_util.BackendValues;
    return { dataId: backend.write(values.slice() as typeof values, shape, dtype), shape, dtype };
  };
  try {
    const copied = inputs instanceof Array ? inputs.map(copyIn) : Object.fromEntries(
      Object.entries(inputs).map(([name, x]) => [name, Array.isArray(x) ? x.map(copyIn) : x && copyIn(x)]),
    );
    const result = kernel({ inputs: copied as never, attrs: attrs as never, backend: javascript });
    return Array.isArray(result) ? result.map(copyOut) : copyOut(result);
  } finally {
    made.forEach(({ dataId }) => javascript.disposeData(dataId));
  }
}
