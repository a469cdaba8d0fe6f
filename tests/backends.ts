/**
 * Registers one test per tfjs backend: plain JavaScript ("cpu") always, "tensorflow" where its library is found.
 *
 * The body runs inside a tensor scope, so it need not free what it makes. Where libtensorflow is not found the
 * test is skipped; any other failure of the engine fails the tests.
 */
import * as tf from "@tensorflow/tfjs";
import { useTensorFlow } from "lib/engine/tensorflow";
import { missingLibrary } from "./engine/device/missing_library.ts";
import { skipIf } from "./skip.ts";

const missing = missingLibrary();
if (missing === "") useTensorFlow();

/** Runs `body` as a test on each backend: "name (cpu)", "name (tensorflow)". */
export function forEachBackend(name: string, body: () => void | Promise<void>): void {
  testOn("cpu", `${name} (cpu)`, body);
  testOn("tensorflow", `${name} (tensorflow)`, body);
}

/** Runs `body` as a test on TensorFlow only, where plain JavaScript would take minutes. */
export function onTensorFlow(name: string, body: () => void | Promise<void>): void {
  testOn("tensorflow", name, body);
}

function testOn(backend: "cpu" | "tensorflow", name: string, body: () => void | Promise<void>): void {
  Deno.test({
    ...skipIf(name, backend === "tensorflow" ? missing : ""),
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

/** The number of tensors that `f` leaves behind, besides those it returns. */
export function leakedTensors(f: () => object): number {
  const before = tf.memory().numTensors;
  tf.dispose(f() as tf.TensorContainer);
  return tf.memory().numTensors - before;
}
