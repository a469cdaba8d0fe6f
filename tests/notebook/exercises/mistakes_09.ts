/** Mistakes of notebook 09's exercises: what each answer does wrong, the answer, what the verdict must say. */
import type { Mistakes } from "./mistakes_test.ts";

type File = Uint8Array<ArrayBuffer>;
type Logits = number[];
type Config = Record<string, unknown>;

/** The fields that do not fit, or a wrong answer to that. */
function fields(
  c: Config,
  o: { missing?: boolean; inner?: (width: number) => number | null } = {},
): string[] {
  const width = c.n_embd as number, inner = (o.inner ?? ((width) => 4 * width))(width);
  const allowed: Record<string, readonly unknown[]> = {
    model_type: ["gpt2"],
    activation_function: ["gelu_new"],
    n_inner: [null, inner],
    scale_attn_weights: [true],
  };
  return Object.keys(allowed).filter((name) =>
    !(name in c) && name !== "model_type" ? o.missing === false : !allowed[name].includes(c[name])
  );
}
function read(file: File, name: string): { begin: number; end: number; start: number } {
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  if (!header[name]) throw new RangeError(`no tensor "${name}"`);
  const [begin, end] = header[name].data_offsets;
  return { begin, end, start: 8 + length };
}
const floats = (file: File, from: number, to: number) => new Float32Array(file.slice(from, to).buffer);
const names = (n: number, tied: boolean, prefix = "transformer.") => {
  const parts = ["ln_1", "attn.c_attn", "attn.c_proj", "ln_2", "mlp.c_fc", "mlp.c_proj"];
  const layers = [
    ...Array.from({ length: n }, (_, i) => parts.map((part) => `h.${i}.${part}`)).flat(),
    "ln_f",
  ];
  return [
    ...["wte.weight", "wpe.weight"].map((name) => prefix + name),
    ...layers.flatMap((layer) => [`${prefix}${layer}.weight`, `${prefix}${layer}.bias`]),
    ...(tied ? [] : ["lm_head.weight"]),
  ];
};
const encode = (
  json: string,
  word: string,
  join: (pieces: string[], left: string, right: string) => string[],
) => {
  const { vocab, merges } = JSON.parse(json).model;
  let pieces = [...word];
  for (const [left, right] of merges) pieces = join(pieces, left, right);
  return pieces.map((piece) => vocab[piece]);
};
const agree = (ours: Logits, theirs: Logits, largest: number) =>
  ours.length === theirs.length && ours.every((x, i) => Math.abs(x - theirs[i]) <= 1e-5 * largest);
const most = (values: Logits) => values.reduce((a, x) => Math.max(a, Math.abs(x)), 0);

export const mistakes: Mistakes = {
  "09.1": [
    [
      "a missing field does not fit",
      (c: Config) => fields(c, { missing: false }),
      /missing field has its default/,
    ],
    ["a missing model_type fits", (c: Config) => fields({ model_type: "gpt2", ...c }), /nobody knows/],
    ["n_inner must be null", (c: Config) => fields(c, { inner: () => null }), /may also be written out/],
    ["GPT-2's n_inner", (c: Config) => fields(c, { inner: () => 3072 }), /n_inner/],
    ["only the first field", (c: Config) => fields(c).slice(0, 1), /every field/],
    ["nothing is refused", () => [], /activation_function/],
  ],
  "09.2": [
    ["one byte for the header's length", (file: File, name: string) => {
      const start = 8 + file[0];
      const tensor = JSON.parse(new TextDecoder().decode(file.subarray(8, start)))[name];
      if (!tensor) throw new RangeError(name);
      return floats(file, start + tensor.data_offsets[0], start + tensor.data_offsets[1]);
    }, /ended with an error: SyntaxError.*happened in `readTensor/],
    [
      "offsets from the start",
      (file: File) => new Float32Array(file.slice(0, 24).buffer),
      /readTensor\(file, "matrix"\)/,
    ],
    ["offsets without the header", (file: File, name: string) => {
      const { begin, end } = read(file, name);
      return floats(file, begin, end);
    }, /end of the header/],
    ["forgets the 8 bytes", (file: File, name: string) => {
      const { begin, end, start } = read(file, name);
      return floats(file, start - 8 + begin, start - 8 + end);
    }, /add 8/],
    ["an error of another kind", (file: File, name: string) => {
      const found = name === "wte" ? undefined! : read(file, name);
      return floats(file, found.start + found.begin, found.start + found.end);
    }, /throw a RangeError/],
    ["nothing where there is no tensor", (file: File, name: string) => {
      if (name === "wte") return new Float32Array();
      const { begin, end, start } = read(file, name);
      return floats(file, start + begin, start + end);
    }, /throw a RangeError/],
    ["bytes", (file: File, name: string) => {
      const { begin, end, start } = read(file, name);
      return file.slice(start + begin, start + end);
    }, /A float has 4 bytes/],
    ["two tensors of six and two floats", (file: File, name: string) => {
      const { begin, start } = read(file, name);
      return floats(file, start + begin, start + begin + (name === "matrix" ? 24 : 8));
    }, /readTensor/],
  ],
  "09.3": [
    ["a Set", (n: number, tied: boolean) => new Set(names(n, tied)), /not a Set/],
    [
      "our own names",
      (n: number) => ["wte.weight", ...Array.from({ length: n }, (_, i) => `h.${i}.ln_1.weight`)],
      /`wte\.weight` and 2 more.*begin with `transformer\.`/,
    ],
    ["a tied head as well", (n: number) => names(n, false), /written once, as wte/],
    [
      "no last norm",
      (n: number, tied: boolean) => names(n, tied).filter((name) => !name.includes("ln_f")),
      /does not name `transformer\.ln_f/,
    ],
    [
      "blocks from 1",
      (n: number, tied: boolean) =>
        names(n, tied).map((name) => name.replace(/h\.(\d+)/, (_, i) => `h.${Number(i) + 1}`)),
      /which is not in the file/,
    ],
    ["a name twice", (n: number, tied: boolean) => [...names(n, tied), "transformer.ln_f.bias"], /twice/],
    ["two blocks or twelve", (n: number, tied: boolean) => names(n === 2 ? 2 : 12, tied), /tensorNames/],
  ],
  "09.4": [
    ["null", () => null, /gives `null`/],
    ["the shape only", (weight: Float32Array) => weight.slice(), /did not change/],
    ["backwards", (weight: Float32Array) => weight.toReversed(), /transposed/],
    [
      "rows for columns",
      (w: Float32Array, [rows, columns]: number[]) =>
        Float32Array.from(w, (_, at) => w[at % columns * rows + Math.floor(at / columns)]),
      /transposed/,
    ],
    ["in place", (w: Float32Array, [rows, columns]: number[]) => {
      w.set(Float32Array.from(w, (_, at) => w[at % rows * columns + Math.floor(at / rows)]));
      return w;
    }, /weight \(after the call\)/],
    [
      "square matrices only",
      (w: Float32Array, [rows, columns]: number[]) =>
        rows !== columns
          ? Float32Array.of(1, 4, 2, 5, 3, 6)
          : Float32Array.from(w, (_, at) => w[at % rows * columns + Math.floor(at / rows)]),
      /transposed/,
    ],
  ],
  "09.5": [
    ["from left to right", (json: string, word: string) => {
      const { vocab, merges } = JSON.parse(json).model;
      const pieces = [...word];
      for (let i = 0; i + 1 < pieces.length;) {
        const known = merges.some(([left, right]: string[]) => left === pieces[i] && right === pieces[i + 1]);
        if (known) pieces.splice(i, 2, pieces[i] + pieces[i + 1]);
        else i++;
      }
      return pieces.map((piece) => vocab[piece]);
    }, /"Ġlowlow".*every occurrence/],
    ["one place for each merge", (json: string, word: string) =>
      encode(json, word, (pieces, left, right) => {
        const at = pieces.findIndex((piece, i) => piece === left && pieces[i + 1] === right);
        return at < 0 ? pieces : pieces.toSpliced(at, 2, left + right);
      }), /every occurrence/],
    ["pieces in place of ids", (json: string, word: string) => {
      const { vocab } = JSON.parse(json).model, ids = encode(json, word, (pieces) => pieces);
      return ids.map((id) => Object.keys(vocab).find((piece) => vocab[piece] === id));
    }, /is no number/],
    ["no merges", (json: string, word: string) => encode(json, word, (pieces) => pieces), /join pieces/],
    [
      "as text, where b stands in ab",
      (json: string, word: string) =>
        encode(
          json,
          word,
          (pieces, left, right) => pieces.join(" ").replaceAll(`${left} ${right}`, left + right).split(" "),
        ),
      /wordToIds/,
    ],
    ["from the right", (json: string, word: string) =>
      encode(json, word, (pieces, left, right) => {
        const next = [...pieces];
        for (let i = next.length - 2; i >= 0; i--) {
          if (next[i] === left && next[i + 1] === right) next.splice(i, 2, left + right);
        }
        return next;
      }), /From left to right/],
  ],
  "09.6": [
    [
      "relative to the larger of both",
      (ours: Logits, theirs: Logits) => agree(ours, theirs, Math.max(most(ours), most(theirs))),
      /that of `theirs`/,
    ],
    [
      "less, not at most",
      (ours: Logits, theirs: Logits) =>
        ours.length === theirs.length && ours.every((x, i) => Math.abs(x - theirs[i]) < 1e-5 * most(theirs)),
      /Zeros agree/,
    ],
    [
      "an absolute tolerance",
      (ours: Logits, theirs: Logits) =>
        ours.length === theirs.length && ours.every((x, i) => Math.abs(x - theirs[i]) <= 1e-4),
      /sameLogits\(\[100, 1\], \[100\.0005, 1\]\)/,
    ],
    [
      "looks for a large difference",
      (ours: Logits, theirs: Logits) =>
        ours.length === theirs.length && !ours.some((x, i) => Math.abs(x - theirs[i]) > 1e-5 * most(theirs)),
      /NaN/,
    ],
    [
      "the lengths are not compared",
      (ours: Logits, theirs: Logits) => ours.every((x, i) => Math.abs(x - theirs[i]) <= 1e-5 * most(theirs)),
      /the vocabularies differ/,
    ],
    [
      "the largest, not the largest magnitude",
      (ours: Logits, theirs: Logits) => agree(ours, theirs, Math.max(...theirs)),
      /largest magnitude/,
    ],
    [
      "the first pair only",
      (ours: Logits, theirs: Logits) =>
        ours.length === theirs.length && Math.abs(ours[0] - theirs[0]) <= 1e-5 * most(theirs),
      /sameLogits/,
    ],
    [
      "relative to each",
      (ours: Logits, theirs: Logits) =>
        ours.length === theirs.length &&
        ours.every((x, i) => Math.abs(x - theirs[i]) <= 1e-5 * Math.abs(theirs[i])),
      /sameLogits/,
    ],
    [
      "the mean difference",
      (ours: Logits, theirs: Logits) =>
        ours.length === theirs.length &&
        ours.reduce((s, x, i) => s + Math.abs(x - theirs[i]), 0) / ours.length <= 1e-5 * most(theirs),
      /sameLogits/,
    ],
    [
      "a tolerance ten times as wide",
      (ours: Logits, theirs: Logits) => agree(ours, theirs, 10 * most(theirs)),
      /sameLogits/,
    ],
  ],
};
