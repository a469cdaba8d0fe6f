/**
 * A hash table from a pair of token ids to a whole number, in typed arrays.
 *
 * A `Map` would need a string or a boxed number as key for each look-up; this table (open addressing, linear probing, at
 * most half full) allocates nothing.
 */
export class PairTable {
  #mask: number;
  /** left, right, value of slot i at 3i, 3i + 1, 3i + 2; left is −1 in an empty slot. */
  #slots: Int32Array;
  #size = 0;

  constructor(expectedSize = 16) {
    const capacity = 1 << Math.ceil(Math.log2(Math.max(16, 2 * expectedSize)));
    this.#mask = capacity - 1;
    this.#slots = emptySlots(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** The pair's value, or −1 when it is not in the table. */
  get(left: number, right: number): number {
    const slots = this.#slots;
    for (let i = hash(left, right) & this.#mask;; i = (i + 1) & this.#mask) {
      const at = 3 * i;
      const key = slots[at];
      if (key === left && slots[at + 1] === right) return slots[at + 2];
      if (key === -1) return -1;
    }
  }

  set(left: number, right: number, value: number): void {
    if (2 * (this.#size + 1) > this.#mask + 1) this.#grow();
    this.#insert(left, right, value);
  }

  #insert(left: number, right: number, value: number): void {
    const slots = this.#slots;
    for (let i = hash(left, right) & this.#mask;; i = (i + 1) & this.#mask) {
      const at = 3 * i;
      if (slots[at] === -1) {
        slots[at] = left;
        slots[at + 1] = right;
        this.#size++;
      } else if (slots[at] !== left || slots[at + 1] !== right) continue;
      slots[at + 2] = value;
      return;
    }
  }

  #grow(): void {
    const old = this.#slots;
    const capacity = 2 * (this.#mask + 1);
    this.#mask = capacity - 1;
    this.#slots = emptySlots(capacity);
    this.#size = 0;
    for (let at = 0; at < old.length; at += 3) {
      if (old[at] !== -1) this.#insert(old[at], old[at + 1], old[at + 2]);
    }
  }
}

function emptySlots(capacity: number): Int32Array {
  return new Int32Array(3 * capacity).fill(-1);
}

function hash(left: number, right: number): number {
  const mixed = Math.imul(left, 0x9E3779B1) ^ Math.imul(right, 0x85EBCA6B);
  return mixed ^ (mixed >>> 15);
}
