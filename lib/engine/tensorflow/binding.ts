/**
 * The native part that tfjs-node's JavaScript calls: what its backend and kernels use of `TFJSBinding` (its
 * dist/tfjs_binding.d.ts).
 *
 * In tfjs-node it is a C++ add-on, built for one version of Node and one of TensorFlow. Here it is calls through Deno's
 * FFI. Constants and behaviour follow the add-on (binding/tfjs_backend.cc), but wrong arguments are refused before they
 * reach C.
 */
import { ATTRIBUTE, type Attribute } from "./attributes.ts";
import type { Context } from "./context.ts";
import { DTYPE } from "./dtypes.ts";
import { EagerExecutor, type Executor } from "./executor.ts";
import { type TensorMetadata, TensorTable } from "./tensor_table.ts";
import { normaliseValues, type TensorValues } from "./tensor.ts";
import { TiledMatrix, type TileLayout } from "./tiled_matrix.ts";

export class Binding {
  readonly TF_FLOAT = DTYPE.float32;
  readonly TF_INT32 = DTYPE.int32;
  readonly TF_INT64 = DTYPE.int64;
  readonly TF_BOOL = DTYPE.bool;
  readonly TF_COMPLEX64 = DTYPE.complex64;
  readonly TF_STRING = DTYPE.string;
  readonly TF_RESOURCE = DTYPE.resource;
  readonly TF_UINT8 = DTYPE.uint8;

  readonly TF_ATTR_STRING = ATTRIBUTE.string;
  readonly TF_ATTR_INT = ATTRIBUTE.int;
  readonly TF_ATTR_FLOAT = ATTRIBUTE.float;
  readonly TF_ATTR_BOOL = ATTRIBUTE.bool;
  readonly TF_ATTR_TYPE = ATTRIBUTE.type;
  readonly TF_ATTR_SHAPE = ATTRIBUTE.shape;

  readonly table = new TensorTable();
  readonly #context: Context;
  readonly #executors: Executor[];

  constructor(context: Context) {
    this.#context = context;
    this.#executors = [new EagerExecutor(context, this.table)];
  }

  /** Makes a tensor; a plain array of numbers is converted to the type's typed array. */
  createTensor(shape: number[], dtype: number, values: TensorValues | ArrayLike<number | boolean>): number {
    const content = { shape, dtype, values: normaliseValues(values, dtype) };
    return this.table.add(this.#context.createTensor(content)).id;
  }

  /** Stores a float32 matrix in bfloat16: (K, N), or (N, K) if `transposed`. */
  addTiledMatrix(matrix: number, layout: TileLayout): TensorMetadata {
    return this.table.withValues(
      [matrix],
      "store a matrix in bfloat16",
      ([values]) => this.table.add(TiledMatrix.of(this.#context, values, layout)),
    );
  }

  deleteTensor(tensorId: number): void {
    this.table.delete(tensorId);
  }

  tensorDataSync(tensorId: number): TensorValues {
    this.executor.beforeRead?.(tensorId);
    return this.table.withValues([tensorId], "read a tensor's values", ([tensor]) => tensor.read());
  }

  executeOp(
    opName: string,
    opAttrs: readonly Attribute[],
    inputTensorIds: readonly number[],
    numOutputs: number,
  ): TensorMetadata[] {
    if (!Number.isInteger(numOutputs) || numOutputs < 0) {
      throw new TypeError(`${opName}: expected a number of outputs from 0, found ${numOutputs}`);
    }
    return this.executor.execute({
      name: opName,
      attributes: opAttrs,
      inputs: inputTensorIds,
      outputs: numOutputs,
    });
  }

  /**
   * Passes ops to another executor while `body` runs.
   *
   * @param body not asynchronous: the ops of other code would go to the executor too
   */
  withExecutor<R>(executor: Executor, body: () => R): R {
    this.#executors.push(executor);
    try {
      return body();
    } finally {
      this.#executors.pop();
    }
  }

  /** The executor that gets the ops now. */
  get executor(): Executor {
    return this.#executors.at(-1)!;
  }

  isUsingGpuDevice(): boolean {
    return this.#context.gpu !== undefined;
  }

  getNumOfTensors(): number {
    return this.table.size;
  }

  readonly loadSavedModel = refuseSavedModel;
  readonly deleteSavedModel = refuseSavedModel;
  readonly runSavedModel = refuseSavedModel;

  getNumOfSavedModels(): number {
    return 0;
  }
}

function refuseSavedModel(): never {
  throw new Deno.errors.NotSupported(
    "this engine does not run TensorFlow SavedModels. Convert the model with tensorflowjs_converter and load it " +
      "with tf.loadGraphModel or tf.loadLayersModel, or read its weights from safetensors (lib/training/checkpoint).",
  );
}
