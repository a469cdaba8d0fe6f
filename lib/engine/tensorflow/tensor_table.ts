/**
 * The table that gives each tensor a number; tfjs-node's JavaScript names tensors by these numbers.
 *
 * An entry has a type and a shape. Most entries are TensorFlow handles (`EagerTensor`), or hold one (`TiledMatrix`). While
 * a function is traced (lib/engine/jit), some are values that exist only when the compiled function runs.
 */
import { EagerTensor } from "./eager_tensor.ts";
import { TiledMatrix } from "./tiled_matrix.ts";

/** The tensor that a number names. */
export interface TableEntry extends Disposable {
  readonly dtype: number;
  readonly shape: readonly number[];
}

/** What tfjs-node's kernels get for each output of an op (its `TensorMetadata`). */
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

  /** The number that the next entry will get; all entries so far have smaller numbers. */
  get next(): number {
    return this.#next;
  }

  /** Gives an entry a number. From now on the table owns the entry. */
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
   * The handle with the bytes of a tensor, which must have values now: for a `TiledMatrix` that of its tiles.
   *
   * @param operation what reads the values, for the error message
   * @throws ReferenceError if no tensor has this number
   * @throws TypeError if the tensor belongs to a function that is being compiled
   */
  eager(id: number, operation: string): EagerTensor {
    const entry = this.get(id);
    if (entry instanceof EagerTensor) return entry;
    if (entry instanceof TiledMatrix) return entry.tiles;
    throw new TypeError(
      `${operation}: tensor ${id} belongs to a function that is being compiled and has no value outside it; ` +
        "return it from the function instead",
    );
  }

  /**
   * Calls `use` with the values of several tensors. A matrix that is stored in bfloat16 is copied for it.
   *
   * @throws as `eager` does
   */
  withValues<R>(ids: readonly number[], operation: string, use: (tensors: EagerTensor[]) => R): R {
    const copies: EagerTensor[] = [];
    try {
      return use(ids.map((id) => {
        const entry = this.get(id);
        if (!(entry instanceof TiledMatrix)) return this.eager(id, operation);
        return copies[copies.push(entry.copy()) - 1];
      }));
    } finally {
      copies.forEach((copy) => copy[Symbol.dispose]());
    }
  }

  /** Frees a tensor and its number. */
  delete(id: number): void {
    const entry = this.get(id);
    this.#entries.delete(id);
    entry[Symbol.dispose]();
  }
}
