/**
 * The JavaScript part of @tensorflow/tfjs-node-gpu: its backend class and its kernels, without its C++ add-on.
 *
 * The package's entry point would load the add-on, so the two files that are needed are loaded by name.
 */
import { createRequire } from "node:module";
import util from "node:util";
import type * as tf from "@tensorflow/tfjs";
import type { Attribute } from "./attributes.ts";
import type { Binding } from "./binding.ts";

/** The parts of tfjs-node's backend class that are used here. */
export interface NodeBackend extends tf.KernelBackend {
  readonly binding: Binding;
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: tf.TensorInfo[]): tf.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: tf.TensorInfo[],
    numOutputs: number,
  ): tf.Tensor[];
  /** the numbers of the tensors in the binding's table */
  getInputTensorIds(tensors: tf.TensorInfo[]): number[];
  /** a tfjs tensor for a number in the binding's table */
  createOutputTensor(metadata: { id: number; shape: number[]; dtype: number }): tf.Tensor;
  getDTypeInteger(dtype: tf.DataType): number;
}

/** What tfjs passes to a kernel; each kernel has its own type of `Attributes`. */
export interface KernelCall<Attributes = unknown> {
  readonly inputs: { readonly [name: string]: tf.Tensor };
  readonly attrs: Attributes;
  readonly backend: NodeBackend;
}

/** Registers tfjs-node's kernels with tfjs (for the backend name "tensorflow") and makes its backend. */
export function createNodeBackend(binding: Binding): NodeBackend {
  restoreNodeUtil();
  const require = createRequire(import.meta.url);
  const { NodeJSKernelBackend } = require("@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js");
  require("@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js");
  return new NodeJSKernelBackend(binding, "@tensorflow/tfjs-node-gpu");
}

/**
 * Restores two functions that Node 23 removed from `util` and that tfjs-node 4.22 still calls.
 * Fixed in tfjs, not yet released: https://github.com/tensorflow/tfjs/pull/8425
 */
function restoreNodeUtil(): void {
  const old = util as unknown as Record<string, unknown>;
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  old.isArray ??= Array.isArray;
}
