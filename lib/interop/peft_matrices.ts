/**
 * A and B of an adapter: ours for each of our layers, peft's for each of its own (peft_layers.ts).
 *
 * Where one layer of ours is several of peft's, each of peft's has an A of its own. Two cases:
 *
 *     all A equal (as `exportLoRAToPeft` writes them)   A = that one          B = [B₁ B₂ B₃]       the same rank
 *     otherwise                                         A = [A₁ A₂ A₃]        B = the Bᵢ on a diagonal of blocks
 *
 * In the second case our rank is that of peft times the number of layers, and alpha grows with it, so that A B alpha / rank
 * is peft's. The zeros beside the blocks may change in further training here; in peft they are not there.
 */
import * as tf from "@tensorflow/tfjs";
import type { LoRAConfig } from "../nn/mod.ts";
import type { PeftLayer, PeftPart } from "./peft_layers.ts";

const theirName = ({ path }: PeftPart, matrix: "A" | "B") => `base_model.model.${path}.lora_${matrix}.weight`;

type Tensors = ReadonlyMap<string, tf.Tensor>;

/**
 * peft's matrices, (rank, nIn) and (nOut, rank), from ours, (nIn, rank) and (rank, nOut). The caller disposes them.
 *
 * @param adapter by name, such as "h.0.attn.c_attn.A", checked
 */
export function toPeftMatrices(adapter: Tensors, layers: readonly PeftLayer[]): Map<string, tf.Tensor> {
  const tensors = new Map<string, tf.Tensor>();
  for (const { name, parts } of layers) {
    const A = adapter.get(`${name}.A`)! as tf.Tensor2D, B = adapter.get(`${name}.B`)! as tf.Tensor2D;
    for (const part of parts) {
      tensors.set(theirName(part, "A"), tf.transpose(A));
      const columns = () => tf.transpose(tf.slice(B, [0, part.from], [B.shape[0], part.width]));
      tensors.set(theirName(part, "B"), tf.tidy(columns));
    }
  }
  return tensors;
}

/**
 * Checks that the file has exactly the matrices of the adapted layers.
 *
 * @throws {RangeError} naming the first that is too many, missing, or of another shape or type
 */
export function checkPeftMatrices(
  tensors: Tensors,
  layers: readonly PeftLayer[],
  { adapted, rank }: { readonly adapted: ReadonlySet<string>; readonly rank: number },
): void {
  const wanted = new Map(
    layers.flatMap(({ nIn, parts }) =>
      parts.filter(({ path }) => adapted.has(path)).flatMap((part) => [
        [theirName(part, "A"), [rank, nIn]] as const,
        [theirName(part, "B"), [part.width, rank]] as const,
      ])
    ),
  );
  const extra = [...tensors.keys()].find((name) => !wanted.has(name));
  if (extra !== undefined) {
    throw new RangeError(`"${extra}" is not part of an adapter for this model and adapter_config.json`);
  }
  for (const [name, shape] of wanted) {
    const tensor = tensors.get(name);
    if (tensor?.dtype === "float32" && `${tensor.shape}` === `${shape}`) continue;
    const found = tensor ? `${tensor.dtype} (${tensor.shape})` : "no such tensor";
    throw new RangeError(`"${name}" must be float32 (${shape}) for this model, found ${found}`);
  }
}

/**
 * Our matrices, by name, for the layers whose target is adapted; those of layers without an adapter are zeros. The caller
 * disposes them.
 *
 * @returns also the adapter's config, with the rank that ours need
 */
export function fromPeftMatrices(
  tensors: Tensors,
  layers: readonly PeftLayer[],
  { lora, adapted }: { readonly lora: LoRAConfig; readonly adapted: ReadonlySet<string> },
): { matrices: Map<string, tf.Tensor>; lora: LoRAConfig } {
  const wanted = layers.filter(({ target }) => lora.targets.includes(target)).map((layer) => {
    const parts = layer.parts.filter(({ path }) => adapted.has(path));
    return { layer, parts, shared: haveSameA(tensors, parts) };
  });
  const blocks = Math.max(...wanted.map(({ parts, shared }) => shared ? 1 : parts.length));
  const rank = lora.rank * blocks;
  const matrices = new Map<string, tf.Tensor>();
  for (const { layer: { name, nIn, nOut }, parts, shared } of wanted) {
    const [A, B] = tf.tidy(() => {
      let A: tf.Tensor2D = tf.zeros([nIn, rank]), B: tf.Tensor2D = tf.zeros([rank, nOut]);
      parts.forEach((part, i) => {
        const first = shared ? 0 : i * lora.rank;
        const theirs = (matrix: "A" | "B") =>
          tf.transpose(tensors.get(theirName(part, matrix)) as tf.Tensor2D);
        if (!shared || i === 0) {
          A = tf.add(A, tf.pad(theirs("A"), [[0, 0], [first, rank - first - lora.rank]]));
        }
        const rows: [number, number] = [first, rank - first - lora.rank];
        B = tf.add(B, tf.pad(theirs("B"), [rows, [part.from, nOut - part.from - part.width]]));
      });
      return [A, B];
    });
    matrices.set(`${name}.A`, A).set(`${name}.B`, B);
  }
  return { matrices, lora: { ...lora, rank, alpha: lora.alpha * blocks } };
}

function haveSameA(tensors: Tensors, parts: readonly PeftPart[]): boolean {
  const [first, ...others] = parts.map((part) => tensors.get(theirName(part, "A"))!.dataSync());
  return others.every((other) => other.every((value, i) => value === first[i]));
}
