/**
 * Registers one test per tfjs backend: plain JavaScript ("cpu") always, "tensorflow" where its library is found.
 *
 * The body runs inside a tensor scope, so it need not free what it makes. Where libtensorflow is not found the
 * test is listed as ignored, and why is printed once; any other failure of the engine fails the test.
 */
import * as tf from "@tensorflow/tfjs";
import { TensorFlowNotFoundError, useTensorFlow } from "lib/tensorflow";

/** null if the engine is there, otherwise why it is not. */
function missingTensorFlow(): string | null {
  try {
    useTensorFlow();
    return null;
  } catch (error) {
    if (error instanceof TensorFlowNotFoundError) return error.message;
    throw error;
  }
}

const missing = missingTensorFlow();
if (missing !== null) console.log(`tests on the "tensorflow" backend are ignored: ${missing}`);

/** Runs `body` as a test on each backend: "name (cpu)", "name (tensorflow)". */
export function forEachBackend(name: string, body: () => void | Promise<void>): void {
  for (const backend of ["cpu", "tensorflow"]) {
    Deno.test({
      name: `${name} (${backend})`,
      ignore: backend === "tensorflow" && missing !== null,
      fn: async () => {
        await tf.setBackend(backend);
        tf.engine().startScope();
        try {
          await body();
        } finally {
          tf.engine().endScope();
        }
      },
    });
  }
}

/** The number of tensors that `f` leaves behind, besides those it returns. */
export function leakedTensors(f: () => object): number {
  const before = tf.memory().numTensors;
  tf.dispose(f() as tf.TensorContainer);
  return tf.memory().numTensors - before;
}
