/**
 * A tensor that ops take and return: a `TFE_TensorHandle` with its type and shape.
 *
 * The owner disposes of it. A finalizer frees handles that were garbage-collected without that.
 */
import type { Context } from "./context.ts";
import { describeTensor } from "./dtypes.ts";
import type { Native, Pointer } from "./symbols.ts";
import { readTensor, type TensorValues } from "./tensor.ts";

/** Counts the handles that are not deleted, and deletes garbage-collected ones; one for each opened library. */
export class HandleLedger {
  #live = 0;
  #forgotten: FinalizationRegistry<Deno.PointerObject>;

  constructor(native: Native) {
    this.#forgotten = new FinalizationRegistry((pointer) => {
      this.#live--;
      native.TFE_DeleteTensorHandle(pointer);
    });
  }

  /** handles that were made and not yet deleted */
  get live(): number {
    return this.#live;
  }

  add(tensor: EagerTensor, pointer: Deno.PointerObject): void {
    this.#live++;
    this.#forgotten.register(tensor, pointer, tensor);
  }

  remove(tensor: EagerTensor): void {
    this.#live--;
    this.#forgotten.unregister(tensor);
  }
}

export class EagerTensor {
  readonly dtype: number;
  readonly shape: readonly number[];
  readonly #context: Context;
  #pointer: Pointer;

  /** Takes ownership of the handle. */
  constructor(context: Context, pointer: Deno.PointerObject) {
    const { native, status } = context;
    this.#context = context;
    this.#pointer = pointer;
    this.dtype = native.TFE_TensorHandleDataType(pointer);
    const rank = native.TFE_TensorHandleNumDims(pointer, status.pointer);
    const shape = new Array<number>(Math.max(rank, 0));
    for (let i = 0; i < rank; i++) shape[i] = Number(native.TFE_TensorHandleDim(pointer, i, status.pointer));
    this.shape = shape;
    context.handles.add(this, pointer);
    // If ops run asynchronously, reading the shape waits for the op, so a failed op is reported here.
    status.check("read a tensor's shape");
  }

  /** @throws ReferenceError if the tensor was disposed of */
  get pointer(): Deno.PointerObject {
    if (this.#pointer === null) {
      throw new ReferenceError(`a ${describeTensor(this)} tensor was used after it was disposed of`);
    }
    return this.#pointer;
  }

  /** Copies the values; waits for the device. */
  read(): TensorValues {
    return this.resolve((tensor) => readTensor(this.#context.native, tensor, this.dtype));
  }

  /** Calls `use` with the tensor as a `TF_Tensor` in the host's memory, which is valid until `use` returns. */
  resolve<R>(use: (tensor: Pointer) => R): R {
    const { native, status } = this.#context;
    const tensor = native.TFE_TensorHandleResolve(this.pointer, status.pointer);
    status.check("read a tensor", [this]);
    try {
      return use(tensor);
    } finally {
      native.TF_DeleteTensor(tensor);
    }
  }

  /** Another handle to the same values; it must be disposed of, too. */
  share(): EagerTensor {
    const { native, status } = this.#context;
    const handle = native.TFE_TensorHandleCopySharingTensor(this.pointer, status.pointer);
    status.check("share a tensor", [this]);
    return new EagerTensor(this.#context, handle!);
  }

  [Symbol.dispose](): void {
    if (this.#pointer === null) return;
    this.#context.handles.remove(this);
    this.#context.native.TFE_DeleteTensorHandle(this.#pointer);
    this.#pointer = null;
  }
}
