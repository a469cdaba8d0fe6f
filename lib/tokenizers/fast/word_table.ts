/**
 * Numbers the distinct words of texts: the first word seen is 0, the next new one 1, and so on.
 *
 * Works as a `Map<string, number>` whose keys are ranges of a text: no string is made of the many words that were seen
 * before.
 */
export class WordTable {
  #mask = 0;
  /** Word number + 1 in each slot, 0 for an empty one. */
  #slots = new Int32Array(0);
  /** By word number: its hash, and where its code units end in #units; they start where the word before ends. */
  #hashes = new Int32Array(0);
  #ends = new Int32Array(0);
  #units = new Uint16Array(0);
  #size = 0;

  constructor() {
    this.clear();
  }

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#mask = (1 << 12) - 1;
    this.#slots = new Int32Array(1 << 12);
    this.#hashes = new Int32Array(1 << 11);
    this.#ends = new Int32Array((1 << 11) + 1);
    this.#units = new Uint16Array(1 << 14);
    this.#size = 0;
  }

  /** The number of the word text[start … end), a new one for a new word: then it equals the size before. */
  number(text: string, start: number, end: number): number {
    let hash = 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x9E3779B1) ^ (hash >>> 15);
    const slots = this.#slots;
    let at = (hash ^ (hash >>> 16)) & this.#mask;
    for (; slots[at] !== 0; at = (at + 1) & this.#mask) {
      const word = slots[at] - 1;
      if (this.#hashes[word] === hash && this.#is(word, text, { start, end })) return word;
    }
    slots[at] = this.#size + 1;
    return this.#add(text, { start, end, hash });
  }

  #is(word: number, text: string, { start, end }: { start: number; end: number }): boolean {
    const units = this.#units;
    let at = this.#ends[word];
    if (this.#ends[word + 1] - at !== end - start) return false;
    for (let i = start; i < end; i++) {
      if (units[at++] !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  #add(text: string, { start, end, hash }: { start: number; end: number; hash: number }): number {
    const word = this.#size++;
    let at = this.#ends[word];
    if (at + end - start > this.#units.length) this.#units = grown(this.#units, at + end - start);
    for (let i = start; i < end; i++) this.#units[at++] = text.charCodeAt(i);
    this.#hashes[word] = hash;
    this.#ends[word + 1] = at;
    if (this.#size === this.#hashes.length) this.#grow();
    return word;
  }

  #grow(): void {
    this.#hashes = grown(this.#hashes, this.#size + 1);
    this.#ends = grown(this.#ends, this.#hashes.length + 1);
    this.#mask = 2 * this.#slots.length - 1;
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (let word = 0; word < this.#size; word++) {
      const hash = this.#hashes[word];
      let at = (hash ^ (hash >>> 16)) & this.#mask;
      while (this.#slots[at] !== 0) at = (at + 1) & this.#mask;
      this.#slots[at] = word + 1;
    }
  }

  /** The words in the order of their numbers. */
  *words(): Generator<string> {
    for (let word = 0; word < this.#size; word++) {
      let text = "";
      // in pieces, because the number of arguments of a call is limited
      for (let at = this.#ends[word]; at < this.#ends[word + 1]; at += 4096) {
        text += String.fromCharCode(...this.#units.subarray(at, Math.min(at + 4096, this.#ends[word + 1])));
      }
      yield text;
    }
  }
}

function grown<T extends Int32Array | Uint16Array>(array: T, needed: number): T {
  const larger = new (array.constructor as new (length: number) => T)(Math.max(2 * array.length, needed));
  larger.set(array);
  return larger;
}
