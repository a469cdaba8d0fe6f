/** Counts of what is alive: tfjs's tensors, the binding's numbers, TensorFlow's handles. */
import * as tf from "@tensorflow/tfjs";
import type { Context } from "./context.ts";
import type { NodeBackend } from "./tfjs_node.ts";

export interface EngineMemory {
  /** tensors that tfjs knows */
  readonly numTensors: number;
  /** bytes of their values */
  readonly numBytes: number;
  /** tensors in the binding's table: those of tfjs that an op has used */
  readonly numNativeTensors: number;
  /** TensorFlow handles that were made and not deleted */
  readonly numHandles: number;
}

export function engineMemory(context: Context, backend: NodeBackend): EngineMemory {
  const { numTensors, numBytes } = tf.memory();
  return {
    numTensors,
    numBytes,
    numNativeTensors: backend.binding.table.size,
    numHandles: context.handles.live,
  };
}
