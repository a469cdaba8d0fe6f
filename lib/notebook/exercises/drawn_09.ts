/** References and drawn inputs of notebook 09's exercises; see drawn_inputs.ts. */
import { formatHeader } from "../../training/checkpoint/mod.ts";
import type { Draws } from "../../lotto/mod.ts";
import { drawMerges, encodeByMerges } from "./drawn_01.ts";
import { drawnCases, list, oneOf, real, type TryDrawn } from "./drawn_inputs.ts";

/** A safetensors file of F32 tensors, and one of its names. */
function drawFile(random: Draws): [file: Uint8Array<ArrayBuffer>, name: string] {
  const names = random.choose(
    ["wte", "h.0.bias", "a", "무게", "a.long.name".repeat(30)],
    1 + random.below(4),
  );
  const { bytes, order } = formatHeader(
    new Map(names.map((name) => [name, { dtype: "F32" as const, shape: [1 + random.below(5)] }])),
  );
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8)));
  const count = order.reduce((sum, name) => sum + header[name].shape[0], 0);
  const values = Float32Array.from(list(count, () => real(random, -9, 9)));
  return [Uint8Array.from([...bytes, ...new Uint8Array(values.buffer)]), oneOf(random, names)];
}

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "09.1": drawnCases({
    call: "unsupported",
    inputs: (random): [Readonly<Record<string, unknown>>] => {
      const n_embd = 1 + random.below(100);
      const fields = {
        model_type: oneOf(random, ["gpt2", "gpt2", "llama"]),
        activation_function: oneOf(random, ["gelu_new", "relu"]),
        n_inner: oneOf(random, [null, 4 * n_embd, 3 * n_embd]),
        scale_attn_weights: random.chance(0.5),
      };
      return [{ n_embd, ...Object.fromEntries(Object.entries(fields).filter(() => random.chance(0.7))) }];
    },
    reference: (config) => {
      const fits: Record<string, boolean> = {
        model_type: config.model_type === "gpt2",
        activation_function: (config.activation_function ?? "gelu_new") === "gelu_new",
        n_inner: (config.n_inner ?? null) === null || config.n_inner === 4 * (config.n_embd as number),
        scale_attn_weights: (config.scale_attn_weights ?? true) === true,
      };
      return Object.keys(fits).filter((name) => !fits[name]);
    },
    hint: "For each field of the table: its value, or the default where it is missing; then compare.",
  }),
  "09.2": drawnCases({
    call: "readTensor",
    inputs: drawFile,
    reference: (file, name) => {
      const view = new DataView(file.buffer), length = Number(view.getBigUint64(0, true));
      const [begin, end] =
        JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)))[name].data_offsets;
      return Float32Array.from(
        list((end - begin) / 4, (i) => view.getFloat32(8 + length + begin + 4 * i, true)),
      );
    },
    hint:
      "data_offsets count in bytes, from 8 + the header's length on; this length is a number of 8 bytes, `getBigUint64`.",
  }),
  "09.3": drawnCases({
    call: "tensorNames",
    inputs: (random): [number, boolean] => [random.below(13), random.chance(0.5)],
    reference: (nLayer: number, tied: boolean): string[] => {
      const parts = ["ln_1", "attn.c_attn", "attn.c_proj", "ln_2", "mlp.c_fc", "mlp.c_proj"];
      const layers = [...list(nLayer, (i) => parts.map((part) => `h.${i}.${part}`)).flat(), "ln_f"];
      const both = layers.flatMap((layer) => [`transformer.${layer}.weight`, `transformer.${layer}.bias`]);
      return [
        "transformer.wte.weight",
        "transformer.wpe.weight",
        ...both,
        ...(tied ? [] : ["lm_head.weight"]),
      ].sort();
    },
    normalise: (names: string[]) => [...names].sort(),
    hint: "wte and wpe, six layers in each block, ln_f, and lm_head unless it is tied.",
    times: 20,
  }),
  "09.4": drawnCases({
    call: "transposed",
    inputs: (random): [Float32Array, [rows: number, columns: number]] => {
      const rows = 1 + random.below(5), columns = 1 + random.below(5);
      return [Float32Array.from(list(rows * columns, () => random.below(100))), [rows, columns]];
    },
    reference: (weight, [rows, columns]) =>
      Float32Array.from(list(rows * columns, (at) => weight[at % rows * columns + Math.floor(at / rows)])),
    hint: "The number at columns · i + j moves to rows · j + i.",
  }),
  "09.5": drawnCases({
    call: "wordToIds",
    inputs: (random): [string, string] => {
      const merges = drawMerges(random), tokens = [..."abc", ...merges.map(({ merged }) => merged)];
      const ids = random.choose(list(50, (i) => i), tokens.length);
      const vocab = Object.fromEntries(tokens.map((token, i) => [token, ids[i]]));
      const model = { type: "BPE", vocab, merges: merges.map(({ left, right }) => [left, right]) };
      return [
        JSON.stringify({ version: "1.0", model }),
        list(1 + random.below(9), () => oneOf(random, [..."abc"])).join(""),
      ];
    },
    reference: (json, word) => {
      const { vocab, merges } = JSON.parse(json).model as {
        vocab: Record<string, number>;
        merges: [string, string][];
      };
      const pairs = merges.map(([left, right]) => ({ left, right, merged: left + right }));
      return encodeByMerges(word, pairs).map((token) => vocab[token]);
    },
    hint: "One merge after the other, each from left to right; then look the pieces up in the vocabulary.",
  }),
  "09.6": drawnCases({
    call: "sameLogits",
    inputs: (random): [number[], number[]] => {
      const theirs = list(1 + random.below(5), () => real(random, -1, 1) * oneOf(random, [0.01, 1, 100]));
      const largest = Math.max(...theirs.map(Math.abs)), ours = [...theirs], at = random.below(theirs.length);
      ours[at] += 1e-5 * largest * oneOf(random, [0, 0.5, 2, -0.5, -2, 100]);
      if (random.chance(0.1)) ours[at] = NaN;
      if (random.chance(0.1)) theirs[at] = NaN;
      if (random.chance(0.1)) ours.push(0);
      return [ours, theirs];
    },
    reference: (ours, theirs) => {
      const largest = theirs.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      return ours.length === theirs.length && ours.every((x, i) => Math.abs(x - theirs[i]) <= 1e-5 * largest);
    },
    hint: "The same length, and every |ours − theirs| at most 1e-5 of the largest |theirs|; never with NaN.",
    times: 200,
  }),
};
