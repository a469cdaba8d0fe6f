/** The mistakes that readers make get verdicts that name them. (Stubs and solutions: tests/notebooks.) */
import assert from "node:assert/strict";
import { judge } from "../../../lib/course/check.ts";
import { exercises as exercises00 } from "../../../lib/course/exercises/notebook_00.ts";
import { exercises as exercises03 } from "../../../lib/course/exercises/notebook_03.ts";
import { exercises as exercises09 } from "../../../lib/course/exercises/notebook_09.ts";

const exercises = { ...exercises00, ...exercises03, ...exercises09 };
const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);

/** Exercise, the mistake, the answer that makes it, and what the verdict says of it. */
const MISTAKES: [string, string, unknown, RegExp][] = [
  ["00.1", "no smoothing", (c: number[]) => c.map((x) => x / sum(c)), /still gives 0/],
  ["00.1", "divides by the old sum", (c: number[]) => c.map((x) => (x + 1) / sum(c)), /sums to more than 1/],
  [
    "00.2",
    "sorts",
    (p: number[], k: number) => p.toSorted((a, b) => b - a).slice(0, k),
    /stays at its place/,
  ],
  ["00.2", "does not normalise", (p: number[]) => p.map((x) => x >= 0.3 ? x : 0), /sums to 0\.7/],
  ["00.2", "sorts in place", (p: number[]) => p.sort(), /probabilities \(after the call\)/],
  [
    "00.3",
    "looks ahead",
    (T: number) => Array(T).fill(Array(T).fill(1)),
    /mask\(3, "GPT"\).*at `\[0\]\[1\]`/,
  ],
  ["00.4", "does not normalise", (p: number[], t: number) => p.map((x) => x ** (1 / t)), /sums to 0\.46/],
  ["00.4", "inverts", (p: number[], t: number) => {
    const powers = p.map((x) => x ** t);
    return powers.map((x) => x / sum(powers));
  }, /sharpen\(\[0\.6, 0\.3, 0\.1\], 0\.5\)/],
  ["00.5", "bits", () => 2, /: bits/],
  ["00.5", "counts the first token", () => 0.75 * Math.log(4), /divides by 4/],
  [
    "00.6",
    "forgets what it wrote",
    (next: (c: string[]) => Map<string, number>, prompt: string[], n: number) => {
      const token = () => [...next(prompt)].sort((a, b) => b[1] - a[1])[0][0];
      return [...prompt, ...Array.from({ length: n }, token)];
    },
    /second call of `next` saw 2 tokens, expected 3/,
  ],
  [
    "03.1",
    "predicts itself",
    (ids: number[], { blockSize }: { blockSize: number }) => [
      { x: ids.slice(0, blockSize), y: ids.slice(0, blockSize) },
    ],
    /is the token itself/,
  ],
  [
    "03.2",
    "only the embeddings",
    (c: { vocabSize: number; nEmbd: number }) => c.vocabSize * c.nEmbd,
    /too few by 96/,
  ],
  ["03.3", "overflows", (logits: number[][], targets: number[]) => {
    const rows = logits.map((row, i) => Math.log(sum(row.map(Math.exp))) - row[targets[i]]);
    return sum(rows) / rows.length;
  }, /lossOf\(\[\[1000, 0\]\], \[1\]\).*Infinity/],
  ["03.4", "climbs again", (step: number, o: { peak: number; warmupSteps: number; totalSteps: number }) => {
    if (step < o.warmupSteps) return o.peak * (step + 1) / (o.warmupSteps + 1);
    const done = (step - o.warmupSteps) / (o.totalSteps - o.warmupSteps);
    return o.peak * (1 + Math.cos(Math.PI * done)) / 2;
  }, /learningRate\(500/],
  ["03.5", "first match only", (text: number[], book: number[]) => {
    const at = book.indexOf(text[0]);
    let n = 0;
    while (at >= 0 && n < text.length && text[n] === book[at + n]) n++;
    return n;
  }, /longestCopy\(\[2, 3, 4\]/],
  ["03.6", "nats per byte", (loss: number, bytes: number) => loss / bytes, /in nats per byte/],
  ["09.1", "no biases", ({ vocab_size: V, n_positions: T, n_layer, n_embd: C }: Record<string, number>) => {
    return V * C + T * C + n_layer * 12 * C * C;
  }, /the matrices only/],
  ["09.1", "always tied", ({ vocab_size: V, n_positions: T, n_layer, n_embd: C }: Record<string, number>) => {
    return V * C + T * C + n_layer * (12 * C * C + 13 * C) + 2 * C;
  }, /not tied\).*a matrix of its own/],
  ["09.2", "offsets from the start", (file: Uint8Array<ArrayBuffer>) => {
    return new Float32Array(file.slice(0, 24).buffer);
  }, /readTensor\(file, "matrix"\)/],
  ["09.3", "our own names", (nLayer: number) => {
    return ["wte.weight", ...Array.from({ length: nLayer }, (_, i) => `h.${i}.ln_1.weight`)];
  }, /`wte\.weight` and 2 more.*under `transformer\.`/],
  ["09.4", "the shape only", (weight: Float32Array) => weight.slice(), /is what it was/],
  ["09.5", "from left to right", (json: string, word: string) => {
    const { vocab, merges } = JSON.parse(json).model;
    const pieces = [...word];
    for (let i = 0; i + 1 < pieces.length;) {
      const known = merges.some(([left, right]: string[]) => left === pieces[i] && right === pieces[i + 1]);
      if (known) pieces.splice(i, 2, pieces[i] + pieces[i + 1]);
      else i++;
    }
    return pieces.map((piece) => vocab[piece]);
  }, /"Ġlowlow".*every place/],
  ["09.6", "an absolute tolerance", (ours: number[], theirs: number[]) => {
    return ours.length === theirs.length && ours.every((x, i) => Math.abs(x - theirs[i]) <= 1e-4);
  }, /sameLogits\(\[100, 1\], \[100\.0005, 1\]\)/],
  ["09.6", "looks for a large difference", (ours: number[], theirs: number[]) => {
    const largest = Math.max(...theirs.map(Math.abs));
    return ours.length === theirs.length && !ours.some((x, i) => Math.abs(x - theirs[i]) > 1e-5 * largest);
  }, /NaN/],
];

for (const [id, mistake, answer, says] of MISTAKES) {
  Deno.test(`exercise ${id} names the mistake: ${mistake}`, async () => {
    const { kind, message, hint } = await judge(exercises[id], answer);
    assert.equal(kind, "wrong");
    assert.match(`${message} ${hint}`, says);
  });
}
