/**
 * Checks of notebook 09's exercises: a config that cannot be read, a tensor out of a safetensors file, the names of
 * all tensors, the two layouts of a linear layer, a word encoded by tokenizer.json, when two models' logits agree.
 */
import { formatHeader } from "../../training/checkpoint/mod.ts";
import { brief } from "./difference.ts";
import { expectClose, expectEqual, wrong } from "./expect.ts";

const MATRIX = [1, 2, 3, 4, 5, 6];
const BIAS = [-1, 0.5];

/** A safetensors file of two F32 tensors: "matrix" (2, 3) and "bias" (2). */
function sampleFile(): Uint8Array<ArrayBuffer> {
  const { bytes, order } = formatHeader(
    new Map([
      ["matrix", { dtype: "F32" as const, shape: [2, 3] }],
      ["bias", { dtype: "F32" as const, shape: [2] }],
    ]),
  );
  const values = order.flatMap((name) => name === "matrix" ? MATRIX : BIAS);
  const file = new Uint8Array(bytes.length + 4 * values.length);
  file.set(bytes);
  const view = new DataView(file.buffer);
  values.forEach((value, i) => view.setFloat32(bytes.length + 4 * i, value, true));
  return file;
}

type Config = Readonly<Record<string, unknown>>;

/** A tokenizer.json of these merges, in the order in which they were learned. */
function tokenizerJson(merges: readonly [string, string][]): string {
  const tokens = [...new Set([...merges.flat().join("")]), ...merges.map(([left, right]) => left + right)];
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  return JSON.stringify({ version: "1.0", model: { type: "BPE", vocab, merges } });
}

export const exercises = {
  "09.1": (unsupported: (config: Config) => string[]) => {
    const ours = {
      ...{ model_type: "gpt2", activation_function: "gelu_new", n_embd: 8, n_inner: null },
      scale_attn_weights: true,
    };
    const cases: readonly [config: Config, fields: string[], hint: string][] = [
      [ours, [], "Every field is as our GPT computes it."],
      [
        { ...ours, activation_function: "relu" },
        ["activation_function"],
        "Another activation gives other logits.",
      ],
      [
        { model_type: "gpt2", n_embd: 8 },
        [],
        "A missing field has its default, which fits, except for model_type.",
      ],
      [{ n_embd: 8 }, ["model_type"], "Without model_type nobody knows what the other fields mean."],
      [{ ...ours, n_inner: 32 }, [], "n_inner may also be written out: 4 · n_embd is 32."],
      [{ ...ours, n_inner: 3072 }, ["n_inner"], "3072 is 4 · n_embd of GPT-2, not of this model."],
      [
        {
          model_type: "llama",
          activation_function: "silu",
          n_embd: 8,
          n_inner: 20,
          scale_attn_weights: false,
        },
        ["model_type", "activation_function", "n_inner", "scale_attn_weights"],
        "Name every field that does not fit, in the order of the table.",
      ],
    ];
    for (const [config, fields, hint] of cases) {
      expectEqual(unsupported(config), fields, { what: `unsupported(${JSON.stringify(config)})`, hint });
    }
    return "right: refuse by name what you would compute wrongly; lib/interop does so too";
  },
  "09.2": async (readTensor: (file: Uint8Array<ArrayBuffer>, name: string) => Float32Array) => {
    const file = sampleFile();
    const matrix = readTensor(file, "matrix");
    expectEqual(matrix?.length, 6, {
      what: 'readTensor(file, "matrix").length',
      hint: "A float has 4 bytes; `new Float32Array(buffer)` counts in floats, offsets count in bytes.",
    });
    const hint = "data_offsets count from the end of the header: add 8 and the header's length.";
    await expectClose(matrix, MATRIX, { what: 'readTensor(file, "matrix")', hint });
    await expectClose(readTensor(file, "bias"), BIAS, { what: 'readTensor(file, "bias")', hint });
    try {
      readTensor(file, "wte");
    } catch (error) {
      if (error instanceof RangeError) {
        return "a page of code can read this format, so it will still be readable in ten years";
      }
      wrong(
        `\`readTensor(file, "wte")\` throws \`${error}\``,
        'There is no "wte" in it: throw a RangeError that says so.',
      );
    }
    wrong(
      '`readTensor(file, "wte")` returns something',
      'There is no "wte" in the file: throw a RangeError.',
    );
  },

  "09.3": (tensorNames: (nLayer: number, tied: boolean) => string[]) => {
    const linear = (name: string) => [`${name}.weight`, `${name}.bias`];
    const block = (i: number) =>
      ["ln_1", "attn.c_attn", "attn.c_proj", "ln_2", "mlp.c_fc", "mlp.c_proj"].flatMap((part) =>
        linear(`transformer.h.${i}.${part}`)
      );
    const body = (n: number) => [
      "transformer.wte.weight",
      "transformer.wpe.weight",
      ...Array.from({ length: n }, (_, i) => block(i)).flat(),
      ...linear("transformer.ln_f"),
    ];
    const compare = (what: string, found: unknown, expected: readonly string[]) => {
      if (!Array.isArray(found) || found.some((name) => typeof name !== "string")) {
        wrong(
          `\`${what}\` gives \`${brief(found)}\`, expected a list of names`,
          "Return an array of texts, not a Set and not lists in a list.",
        );
      }
      const missing = expected.filter((name) => !found.includes(name));
      const extra = found.filter((name) => !expected.includes(name));
      const repeated = found.find((name, i) => found.indexOf(name) !== i);
      const more = (names: string[]) => names.length > 1 ? ` and ${names.length - 1} more` : "";
      if (extra.length > 0) {
        wrong(
          `\`${what}\` names \`${extra[0]}\`${more(extra)}, which is not in the file`,
          extra[0] === "lm_head.weight"
            ? "A tied head is the token table itself: it is written once, as wte."
            : "All names but the head's begin with `transformer.`; positions and tokens have no bias; blocks count from 0.",
        );
      }
      if (missing.length > 0) {
        wrong(
          `\`${what}\` does not name \`${missing[0]}\`${more(missing)}`,
          "Print `Object.keys(header)` and look at block 0.",
        );
      }
      if (repeated) wrong(`\`${what}\` names \`${repeated}\` twice`, "A file holds each tensor once.");
    };
    compare("tensorNames(2, false)", tensorNames(2, false), [...body(2), "lm_head.weight"]);
    compare("tensorNames(12, true)", tensorNames(12, true), body(12));
    return "with exactly these names, every program that knows GPT-2 finds its weights";
  },

  "09.4": (transposed: (weight: Float32Array, shape: [rows: number, columns: number]) => Float32Array) => {
    const weight = Float32Array.from(MATRIX);
    const found = transposed(weight, [2, 3]);
    const what = "transposed([1, 2, 3, 4, 5, 6], [2, 3])";
    expectEqual([...weight], MATRIX, { what: "weight (after the call)", hint: "Fill a new array." });
    if (found?.length === 6 && MATRIX.every((value, i) => found[i] === value)) {
      wrong(`\`${what}\` did not change`, "Only the shape changed: the numbers have to move too.");
    }
    expectEqual(found, [1, 4, 2, 5, 3, 6], {
      what,
      hint: "Row i, column j of the (2, 3) matrix is at 3 i + j; in the (3, 2) matrix it is at 2 j + i.",
    });
    expectEqual(transposed(Float32Array.of(1, 2, 3, 4), [2, 2]), [1, 3, 2, 4], {
      what: "transposed([1, 2, 3, 4], [2, 2])",
      hint: "A square matrix keeps its shape, but its numbers move.",
    });
    return "a square matrix has the same shape either way: forgetting this gives no error, only nonsense text";
  },

  "09.5": (wordToIds: (tokenizerJson: string, word: string) => number[]) => {
    const low = tokenizerJson([["l", "o"], ["lo", "w"], ["e", "r"], ["Ġ", "low"]]);
    const { vocab } = JSON.parse(low).model;
    const cases: [json: string, word: string, pieces: string[], hint: string][] = [
      [low, "lower", ["low", "er"], "Begin with one piece for each character, and join pieces."],
      [low, "Ġlowlow", ["Ġlow", "low"], "A merge joins every occurrence of its two pieces."],
    ];
    for (const [json, word, pieces, hint] of cases) {
      const what = `wordToIds(tokenizer.json, "${word}")`;
      const found = wordToIds(json, word);
      if (Array.isArray(found) && found.some((id) => typeof id !== "number")) {
        wrong(`\`${what}\` has an item that is no number`, "The ids are in `model.vocab`: piece -> id.");
      }
      expectEqual(found, pieces.map((piece) => vocab[piece]), {
        what: `${what} (${pieces.join(" ")})`,
        hint,
      });
    }
    const order = tokenizerJson([["b", "c"], ["a", "b"]]);
    const ids = JSON.parse(order).model.vocab;
    expectEqual(wordToIds(order, "abc"), [ids.a, ids.bc], {
      what: 'wordToIds(a tokenizer.json that merges "b c" before "a b", "abc") (a bc)',
      hint: "Apply the merge that was learned first, at any position in the word.",
    });
    expectEqual(wordToIds(tokenizerJson([["a", "a"]]), "aaa"), [1, 0], {
      what: 'wordToIds(a tokenizer.json that merges "a a", "aaa") (aa a)',
      hint: "From left to right; a piece takes part in one merge only.",
    });
    return "two tables in a text file: the file holds the whole tokenizer";
  },

  "09.6": (sameLogits: (ours: ArrayLike<number>, theirs: ArrayLike<number>) => boolean) => {
    const cases: [ours: number[], theirs: number[], same: boolean, hint: string][] = [
      [[1, -2], [1, -2], true, "Equal numbers agree."],
      [[100, 1], [100.0005, 1], true, "Compare with the largest logit: 0.0005 is small relative to 100."],
      [[0.0001, 0.02], [0.0003, 0.02], false, "0.0002 is large relative to 0.02."],
      [[-100, 1], [-100, 1.0005], true, "The largest magnitude counts: here 100, although it is negative."],
      [[1, 2], [1.1, 2], false, "Every pair has to agree."],
      [[1, 2], [1, 2, 3], false, "Different lengths: the vocabularies differ."],
      [[0, 0], [0, 0], true, "Zeros agree: a difference of 0 is not more than 0."],
      [
        [Infinity, 1],
        [2, 1],
        false,
        "The largest value is that of `theirs`: 2. Against Infinity every difference would be small.",
      ],
      [
        [NaN, 1],
        [NaN, 1],
        false,
        "A comparison with NaN is false: test that the difference is small, not that it is large.",
      ],
    ];
    for (const [ours, theirs, same, hint] of cases) {
      const show = (values: number[]) => `[${values.join(", ")}]`;
      expectEqual(sameLogits(ours, theirs), same, {
        what: `sameLogits(${show(ours)}, ${show(theirs)})`,
        hint,
      });
    }
    return "a tolerance relative to the logits fits every model: zero is too strict, a fixed number fits one model only";
  },
};
