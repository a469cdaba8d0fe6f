/**
 * The programs that a compiled function keeps, one for each shape of its arguments: a cache that frees the least recently
 * used ones (LRU). Without a bound, a function that is called with more and more shapes would need more and more memory.
 *
 * The bound is a number of nodes, because a program's memory grows with them. A later call with the shapes of a program
 * that was freed traces it again, with the same result.
 *
 * One thing stays that is not a program: on a processor TensorFlow's oneDNN has a cache of kernels, one for each shape of a
 * matrix product. (40 programs of a one-layer GPT, one kept: with 32 lengths the heap grew by 5 MB with each new length
 * and no more with further programs; with TF_ENABLE_ONEDNN_OPTS=0 it did not grow.)
 */

import type { JitMode } from "./mode.ts";

/**
 * Nodes that a function keeps. A decoding step of a model with two layers keeps more than a hundred shapes, its training
 * step, with 3,300 nodes, 19; in mode "xla" five.
 */
const MOST_NODES = 2 ** 16;
/**
 * A node of a program that XLA compiled counts as four: its machine code needs about 14 KB, and 0.4 of the mappings of which
 * Linux allows a process 65,530. A node that TensorFlow runs one by one needs 2 KB. (200 programs of 434 nodes in each mode.)
 */
const XLA_NODES = 4;
/** Programs that are kept however large they are: a training has a last, smaller batch, and an evaluation of its own. */
const LEAST_PROGRAMS = 4;

export interface KeptLimits {
  /** nodes of all programs that are kept, those of XLA counted four times; default 65,536 */
  readonly mostNodes?: number;
  /** programs that are kept however many nodes they have; default 4 */
  readonly leastPrograms?: number;
}

interface Kept extends Disposable {
  /** nodes of the program's graph */
  readonly nodes: number;
  readonly mode: JitMode;
}

/** The program's part of `mostNodes`. */
const weightOf = ({ nodes, mode }: Kept) => mode === "xla" ? XLA_NODES * nodes : nodes;

export class KeptPrograms<P extends Kept> implements Disposable {
  readonly #mostNodes: number;
  readonly #leastPrograms: number;
  /** by key; the one that was used last is the last */
  readonly #programs = new Map<string, P>();
  #nodes = 0;
  #last: P | undefined;

  constructor({ mostNodes = MOST_NODES, leastPrograms = LEAST_PROGRAMS }: KeptLimits = {}) {
    this.#mostNodes = mostNodes;
    this.#leastPrograms = Math.max(1, leastPrograms); // the newest runs next
  }

  /** Number of programs that are kept. */
  get size(): number {
    return this.#programs.size;
  }

  /** The program with this key, which counts as used now; undefined if there is none, or if it was freed. */
  use(key: string): P | undefined {
    const program = this.#programs.get(key);
    if (program === this.#last) return program; // most calls have the shapes of the call before
    if (program === undefined) return undefined;
    this.#programs.delete(key);
    this.#programs.set(key, program);
    this.#last = program;
    return program;
  }

  /** Keeps a new program, and frees the least recently used ones if there are too many. @returns how many */
  add(key: string, program: P): number {
    this.#programs.set(key, program);
    this.#nodes += weightOf(program);
    this.#last = program;
    let freed = 0;
    for (const [oldestKey, oldest] of this.#programs) {
      if (this.#nodes <= this.#mostNodes || this.#programs.size <= this.#leastPrograms) break;
      oldest[Symbol.dispose]();
      this.#programs.delete(oldestKey);
      this.#nodes -= weightOf(oldest);
      freed++;
    }
    return freed;
  }

  /** Frees all programs. */
  [Symbol.dispose](): void {
    this.#programs.forEach((program) => program[Symbol.dispose]());
    this.#programs.clear();
    this.#nodes = 0;
    this.#last = undefined;
  }
}
