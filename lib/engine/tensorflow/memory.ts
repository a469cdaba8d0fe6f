/** Counts tensors and handles that are not disposed of, to find leaks. */
import * as tf from "@tensorflow/tfjs";
import type { Context } from "./context.ts";
import type { NodeBackend } from "./tfjs_node.ts";

export interface EngineMemory {
  /** tensors of tfjs */
  readonly numTensors: number;
  /** bytes of their values */
  readonly numBytes: number;
  /** tensors in the binding's table: those tensors of tfjs that an op has used */
  readonly numNativeTensors: number;
  /** handles of TensorFlow that were made and not deleted */
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
