/**
 * The operations of the self-test (self_test.ts): each op and gradient that training and sampling use, small enough
 * that all of them take a second or two. The sizes are those at which a backend changes its program.
 */
import * as tf from "@tensorflow/tfjs";
import { philoxNormal, philoxUniform } from "../ops/philox.ts";

export interface SelfTestCase {
  readonly name: string;
  /** shapes of the inputs, float32 */
  readonly shapes: readonly number[][];
  readonly f: (...inputs: tf.Tensor[]) => tf.Tensor;
}

/** Numbers in [-0.5, 0.5) that differ from `salt` to `salt` and are the same in every run. */
export function testTensor(shape: readonly number[], salt: number): tf.Tensor {
  let state = 7919 * (salt + 1);
  const next = () => (state = (state * 16807) % 2147483647) / 2147483647 - 0.5;
  return tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, next), [...shape]);
}

const ids = (values: number[]) => tf.tensor1d(values, "int32");
const TOKENS = [3, 299, 0, 7, 7];

type Row = readonly [name: string, shapes: number[][], f: SelfTestCase["f"]];
const toCase = ([name, shapes, f]: Row): SelfTestCase => ({ name, shapes, f });

/** The gradients of the sum of squares of `f`, by each input, as one vector. */
function gradients(f: SelfTestCase["f"]): SelfTestCase["f"] {
  const loss = (...inputs: tf.Tensor[]) => tf.sum(tf.square(f(...inputs))) as tf.Scalar;
  return (...inputs) => tf.concat(tf.grads(loss)(inputs).map((gradient) => tf.reshape(gradient, [-1])));
}

const gather = (w: tf.Tensor) => tf.gather(w, ids(TOKENS));
const maskedSoftmax = (a: tf.Tensor) =>
  tf.softmax(tf.where(tf.greater(a, 0), a, tf.fill(a.shape, -Infinity)));

/** Causal attention of one head: queries, keys and values (B, T, D) -> (B, T, D). */
function attention(q: tf.Tensor, k: tf.Tensor, v: tf.Tensor): tf.Tensor {
  const [, T, D] = q.shape;
  const past = tf.cast(tf.linalg.bandPart(tf.ones([T, T]), -1, 0), "bool");
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(D));
  return tf.matMul(tf.softmax(tf.where(past, scores, tf.fill([T, T], -Infinity))), v);
}

function layerNorm(x: tf.Tensor, gain: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), gain), bias);
}

/** GELU by tanh. */
function gelu(x: tf.Tensor): tf.Tensor {
  const inner = tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.pow(x, 3))));
  return tf.mul(tf.mul(0.5, x), tf.add(1, tf.tanh(inner)));
}

/** The mean loss of targets TOKENS, logits (5, V). */
function crossEntropy(logits: tf.Tensor): tf.Tensor {
  const targets = tf.oneHot(ids(TOKENS), logits.shape[1]!);
  return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), -1)));
}

/** AdamW's change of a parameter p with gradient g and means m, v. */
function adamwStep(p: tf.Tensor, g: tf.Tensor, m: tf.Tensor, v: tf.Tensor): tf.Tensor {
  const mean = tf.add(tf.mul(m, 0.9), tf.mul(g, 0.1));
  const square = tf.add(tf.mul(tf.abs(v), 0.95), tf.mul(tf.square(g), 0.05));
  return tf.sub(tf.mul(p, 0.999), tf.mul(0.01, tf.div(mean, tf.add(tf.sqrt(square), 1e-8))));
}

/** The engine's random numbers; on a backend without a kernel for them, those of ../ops/philox.ts. */
function random(kernel: string, draw: (count: number, seed: number[]) => Float32Array): tf.Tensor {
  const seed = [11, 12345], shape = [7, 13];
  if (!tf.getKernel(kernel, tf.getBackend())) return tf.tensor(draw(7 * 13, seed), shape);
  return tf.engine().runKernel(kernel, { seed: ids(seed) }, { shape }) as tf.Tensor;
}

/** Reductions and other ops that depend on the length of the axis, for one length n. */
export function casesOfLength(n: number): SelfTestCase[] {
  const rows: Row[] = [
    [`softmax over ${n}`, [[3, n]], (a) => tf.softmax(a)],
    [`log-softmax over ${n}`, [[3, n]], (a) => tf.logSoftmax(a)],
    [`sum over the last axis of ${n}`, [[3, n]], (a) => tf.sum(a, -1)],
    [`sum over the first axis of ${n}`, [[n, 3]], (a) => tf.sum(a, 0)],
    [`max over ${n}`, [[3, n]], (a) => tf.max(a, -1)],
    [`mean over ${n}`, [[3, n]], (a) => tf.mean(a, -1, true)],
    [`argMax over ${n}`, [[3, n]], (a) => tf.argMax(a, -1)],
    [`cumsum over ${n}`, [[3, n]], (a) => tf.cumsum(a, 1)],
    [`cumprod over ${n}`, [[3, n]], (a) => tf.cumprod(a, 1)],
    [`top 5 of ${n}`, [[3, n]], (a) => tf.topk(a, Math.min(5, n)).values],
  ];
  return rows.map(toCase);
}

/** A product of `batch` matrices (rows, inner) × (inner, columns). */
export function matrixProduct(
  [batch, rows, inner, columns]: readonly [batch: number, rows: number, inner: number, columns: number],
  { transposeA = false, transposeB = false }: {
    readonly transposeA?: boolean;
    readonly transposeB?: boolean;
  } = {},
): SelfTestCase {
  const a = transposeA ? [batch, inner, rows] : [batch, rows, inner];
  const b = transposeB ? [batch, columns, inner] : [batch, inner, columns];
  return {
    name: `matrix product [${a}]${transposeA ? "^T" : ""} [${b}]${transposeB ? "^T" : ""}`,
    shapes: [a, b],
    f: (a, b) => tf.matMul(a, b, transposeA, transposeB),
  };
}

const OPERATIONS: readonly Row[] = [
  ["add with broadcast", [[3, 1, 5], [4, 1]], (a, b) => tf.add(a, b)],
  ["transpose heads", [[2, 3, 4, 5]], (a) => tf.transpose(a, [0, 2, 1, 3])],
  ["transpose q, k, v", [[2, 3, 3, 4, 5]], (a) => tf.transpose(a, [2, 0, 3, 1, 4])],
  ["split and concat", [[6, 12]], (a) => tf.concat(tf.split(a, 3, 1).reverse(), 0)],
  ["unstack and stack", [[3, 6, 4]], (a) => tf.stack(tf.unstack(a).reverse(), 1)],
  ["slice", [[8, 16]], (a) => tf.slice(a, [2, 3], [4, 5])],
  ["pad", [[3, 4]], (a) => tf.pad(a, [[1, 2], [0, 3]])],
  ["tile", [[3, 4]], (a) => tf.tile(a, [2, 3])],
  ["gather", [[300, 16]], gather],
  ["causal mask", [[7, 7]], (a) => tf.linalg.bandPart(a, -1, 0)],
  ["softmax over -Infinity", [[3, 4]], maskedSoftmax],
  ["one-hot", [], () => tf.cast(tf.oneHot(ids([1, 5, 2]), 7), "float32")],
  ["tanh of large numbers", [[300]], (a) => tf.tanh(tf.mul(a, 200))],
  ["exp", [[30]], (a) => tf.exp(tf.mul(a, 50))],
  ["rsqrt", [[30]], (a) => tf.rsqrt(tf.abs(a))],
  ["pow", [[32]], (a) => tf.pow(a, 3)],
  ["erf", [[30]], (a) => tf.erf(a)],
  ["maximum", [[30]], (a) => tf.maximum(a, 0)],
  ["clip", [[30]], (a) => tf.clipByValue(a, -0.1, 0.2)],
  ["isNaN", [[9]], (a) => tf.cast(tf.isNaN(tf.mul(tf.div(a, 0), 0)), "float32")],
  ["isFinite", [[9]], (a) => tf.cast(tf.isFinite(tf.div(a, 0)), "float32")],
  ["sum of 2 tensors", Array(2).fill([3, 5]), (...terms) => tf.addN(terms)],
  ["sum of 8 tensors", Array(8).fill([3, 5]), (...terms) => tf.addN(terms)],
  ["sum of 60 tensors", Array(60).fill([3, 5]), (...terms) => tf.addN(terms)],
  ["concat of 60 tensors", Array(60).fill([3, 5]), (...terms) => tf.concat(terms)],
  ["stack of 60 tensors", Array(60).fill([3, 5]), (...terms) => tf.stack(terms, 1)],
  ["einsum", [[3, 4], [4, 5]], (a, b) => tf.einsum("ij,jk->ik", a, b)],
  ["uniform random numbers", [], () => random("StatelessRandomUniform", philoxUniform)],
  ["normal random numbers", [], () => random("StatelessRandomNormal", philoxNormal)],
];

/** After the single ops, so that a wrong op is named first. */
const LAYERS: readonly Row[] = [
  ["layer norm", [[5, 64], [64], [64]], layerNorm],
  ["GELU", [[300]], (x) => gelu(tf.mul(x, 10))],
  ["attention", [[2, 9, 16], [2, 9, 16], [2, 9, 16]], attention],
  ["cross-entropy", [[5, 300]], crossEntropy],
];

const GRADIENTS: readonly Row[] = [
  ["add with broadcast", [[3, 1, 5], [4, 1]], (a, b) => tf.add(a, b)],
  ["gather", [[300, 16]], gather],
  ["matrix product", [[1, 24, 16], [1, 16, 48]], (a, b) => tf.matMul(a, b)],
  ["matrix product over 2000", [[1, 12, 64], [1, 64, 2000]], (a, b) => tf.matMul(a, b)],
  ["softmax", [[3, 65]], (a) => tf.softmax(a)],
  ...LAYERS,
];

/** All cases of the self-test. */
export const SELF_TEST_CASES: readonly SelfTestCase[] = [
  ...OPERATIONS.map(toCase),
  ...casesOfLength(256),
  matrixProduct([1, 24, 16, 48]),
  matrixProduct([2, 7, 33, 5], { transposeA: true }),
  matrixProduct([4, 32, 16, 32], { transposeB: true }),
  matrixProduct([1, 1, 768, 300]),
  matrixProduct([1, 64, 2000, 64], { transposeB: true }),
  matrixProduct([1, 128, 300, 384]),
  ...LAYERS.map(toCase),
  toCase(["AdamW's step", [[30], [30], [30], [30]], adamwStep]),
  ...GRADIENTS.map(([name, shapes, f]) => toCase([`gradient of ${name}`, shapes, gradients(f)])),
];
