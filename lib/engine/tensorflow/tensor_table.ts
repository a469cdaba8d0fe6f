/**
 * Tensors by number, as tfjs-node's JavaScript half knows them.
 *
 * An entry has a type and a shape. Most hold a TensorFlow handle (`EagerTensor`); while a function is traced
 * (lib/engine/jit) some stand for a value that will exist only when the compiled function runs.
 */
import { EagerTensor } from "./eager_tensor.ts";

/** What a number stands for. */
export interface TableEntry extends Disposable {
  readonly dtype: number;
  readonly shape: readonly number[];
}

/** What tfjs-node's kernels get back for each output of an op (`TensorMetadata`). */
export interface TensorMetadata {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

export class TensorTable {
  #entries = new Map<number, TableEntry>();
  #next = 1;

  get size(): number {
    return this.#entries.size;
  }

  /** The number that the next entry will get; all entries so far have smaller ones. */
  get next(): number {
    return this.#next;
  }

  /** Gives an entry a number; the table owns it from now on. */
  add(entry: TableEntry): TensorMetadata {
    const id = this.#next++;
    this.#entries.set(id, entry);
    return { id, shape: [...entry.shape], dtype: entry.dtype };
  }

  /** @throws ReferenceError if no tensor has this number */
  get(id: number): TableEntry {
    const entry = this.#entries.get(id);
    if (entry === undefined) {
      throw new ReferenceError(`there is no tensor ${id}: it was never created, or has been disposed of`);
    }
    return entry;
  }

  /**
   * The tensor behind a number, which must have a value now.
   *
   * @param operation what needs the value, for the error message
   * @throws ReferenceError if no tensor has this number
   * @throws TypeError if the tensor stands for a value of a compiled function
   */
  eager(id: number, operation: string): EagerTensor {
    const entry = this.get(id);
    if (entry instanceof EagerTensor) return entry;
    throw new TypeError(
      `${operation}: tensor ${id} belongs to a function that is being compiled and has no value outside it; ` +
        "return it from the function instead",
    );
  }

  /** Frees a tensor and its number. */
  delete(id: number): void {
    const entry = this.get(id);
    this.#entries.delete(id);
    entry[Symbol.dispose]();
  }
}
