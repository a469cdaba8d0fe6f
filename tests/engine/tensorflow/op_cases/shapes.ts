/** Operations that cut, join and arrange; and those that make tensors, also of random numbers. */
import * as tf from "@tensorflow/tfjs";
import { each, image, ints, type OpCases, ops, plain, SHAPE, types } from "./inputs.ts";

export const SHAPES: OpCases = {
  concat: types.flatMap((a) => [
    ...each([0, 1, -1, -2, 2], (axis) => tf.concat([plain([2, 2], a), plain([2, 2], a, 5)], axis)),
    ...types.map((b) => [`${a} and ${b}`, () => tf.concat([plain([2], a), plain([2], b)])] as const),
    [`nothing of ${a}`, () => tf.concat([plain([0, 2], a), plain([1, 2], a)])] as const,
  ]),
  concat1d: [["two", () => tf.concat1d([plain([2]), plain([1])])]],
  concat2d: each([0, 1, -1], (axis) => tf.concat2d([plain([2, 2]), plain([2, 2])], axis)),
  concat3d: each([0, 2, -1], (axis) => tf.concat3d([plain(SHAPE as never), plain(SHAPE as never)], axis)),
  concat4d: each([0, 3, -1], (axis) => tf.concat4d([image(), image()], axis)),
  stack: types.flatMap((type) =>
    each([0, 1, 2, -1, -2], (axis) => tf.stack([plain([2, 3], type), plain([2, 3], type)], axis))
  ),
  unstack: types.flatMap((type) => each([0, 1, -1, -2], (axis) => tf.unstack(plain([2, 3], type), axis))),
  split: types.flatMap((type) => [
    ...each([0, -2], (axis) => tf.split(plain([4, 2], type), 2, axis)),
    ...each([[1, 3], [-1, 3], [0, 4]], (sizes) => tf.split(plain([4, 2], type), sizes, 0)),
  ]),
  slice: types.flatMap((type) =>
    each([[[0, 1, 0], [2, 2, 1]], [[1], [1]], [[0, 0, 1], [-1, -1, -1]], [[0, 0, 0], [0, 3, 4]], [[1, 1, 3], [
      2,
      1,
      1,
    ]]], ([begin, size]) => tf.slice(plain(SHAPE, type), begin, size))
  ),
  slice1d: [["part", () => tf.slice1d(plain([4]), 1, 2)]],
  slice2d: [["part", () => tf.slice2d(plain([4, 2]), [1, 0], [2, 1])]],
  slice3d: [["part", () => tf.slice3d(plain(SHAPE), [0, 1, 1], [2, 1, 2])]],
  slice4d: [["part", () => tf.slice4d(image(), [0, 1, 1, 0], [1, 2, 2, 1])]],
  stridedSlice: each(
    [[[0, 0], [2, 3], [1, 2]], [[-1, -1], [-3, -4], [-1, -2]], [[1, 0], [1, 3], [1, 1]]],
    ([begin, end, strides]) => tf.stridedSlice(plain([2, 3]), begin, end, strides),
  ),
  pad: types.flatMap((type) => each([0, 3], (value) => tf.pad(plain([2, 2], type), [[1, 0], [0, 2]], value))),
  pad1d: [["zeros", () => tf.pad1d(plain([2]), [1, 2])]],
  pad2d: [["zeros", () => tf.pad2d(plain([2, 2]), [[1, 2], [0, 1]])]],
  pad3d: [["zeros", () => tf.pad3d(plain(SHAPE), [[1, 2], [0, 1], [0, 0]])]],
  pad4d: [["zeros", () => tf.pad4d(image(), [[0, 0], [1, 2], [0, 1], [0, 0]])]],
  mirrorPad: types.flatMap((type) =>
    each(
      ["reflect", "symmetric"] as const,
      (mode) => tf.mirrorPad(plain([3, 2], type), [[1, 2], [1, 1]], mode),
    )
  ),
  reverse: types.flatMap((type) =>
    each([undefined, 0, -1, [0, 2], []], (axis) => tf.reverse(plain(SHAPE, type), axis))
  ),
  reverse1d: [["all", () => tf.reverse1d(plain([4]))]],
  reverse2d: each([0, 1, -1], (axis) => tf.reverse2d(plain([2, 3]), axis)),
  reverse3d: each([0, -1], (axis) => tf.reverse3d(plain(SHAPE), axis)),
  reverse4d: each([1, -1], (axis) => tf.reverse4d(image(), axis)),
  transpose: types.flatMap((type) =>
    each([undefined, [2, 0, 1], [0, 2, 1]], (perm) => tf.transpose(plain(SHAPE, type), perm))
  ),
  tile: types.flatMap((type) => each([[2, 1], [1, 3], [0, 1]], (reps) => tf.tile(plain([2, 2], type), reps))),
  broadcastTo: types.flatMap((type) =>
    each([[2, 3], [4, 2, 3], [3]], (shape) => tf.broadcastTo(plain([1, 3], type), shape))
  ),
  broadcastArgs: [["shapes", () => tf.broadcastArgs(ints([2, 1]), ints([1, 3]))]],
  reshape: types.flatMap((type) =>
    each([[6], [3, -1], [6, 1]], (shape) => tf.reshape(plain([2, 3], type), shape))
  ),
  expandDims: each([0, 1, -1, 2, -3], (axis) => tf.expandDims(plain([2, 3]), axis)),
  squeeze: each([undefined, [0], [-1]], (axes) => tf.squeeze(plain([1, 3, 1]), axes)),
  ensureShape: [["same", () => tf.ensureShape(plain([2, 3]), [2, 3])]],
  diag: types.map((type) => [type, () => tf.diag(plain([3], type))]),
  eye: [["square", () => tf.eye(3)], ["wide", () => tf.eye(2, 3, [2], "int32")]],
  fill: each(
    [[2.5, "float32"], [-3, "int32"], [1, "bool"]] as const,
    ([value, type]) => tf.fill([2, 2], value, type),
  ),
  ones: types.map((type) => [type, () => tf.ones([2, 2], type)]),
  zeros: types.map((type) => [type, () => tf.zeros([2, 2], type)]),
  linspace: each([1, 2, 7], (count) => tf.linspace(-1, 3, count)),
  range: each([[0, 5, 1], [5, 0, -2], [0, 0, 1], [0, 1, 0.3]], ([from, to, by]) => tf.range(from, to, by)),
  meshgrid: [["xy", () => tf.meshgrid(plain([2]), plain([3]))]],
  dropout: each([0, 0.5], (rate) => tf.dropout(plain([8]), rate, undefined, 3)),
  randomUniform: each(types, (type) => tf.randomUniform([4], 0, 9, type, 3)),
  randomUniformInt: [["seed", () => tf.randomUniformInt([4], 0, 9, 3)]],
  randomNormal: [["seed", () => tf.randomNormal([4], 0, 1, "float32", 3)]],
  randomStandardNormal: [["seed", () => tf.randomStandardNormal([4], "float32", 3)]],
  randomGamma: [["seed", () => tf.randomGamma([4], 2, 1, "float32", 3)]],
  truncatedNormal: [["seed", () => tf.truncatedNormal([4], 0, 1, "float32", 3)]],
  cosineWindow: [["5", () => ops.cosineWindow(5, 0.5, 0.5)]],
  scalar: types.map((type) => [type, () => tf.scalar(1, type)]),
  tensor: types.map((type) => [type, () => tf.tensor([0, 1, 1, 0], [2, 2], type)]),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((rank) => [
    `tensor${rank}d`,
    types.map((type) => [type, () => tf.reshape(plain([2], type), [...Array(rank - 1).fill(1), 2])] as const),
  ])),
  multinomial: [false, true].map((
    normalized,
  ) => [
    `certain, ${normalized}`,
    () => tf.multinomial(tf.tensor1d(normalized ? [0, 1, 0] : [-1e9, 0, -1e9]), 4, 7, normalized),
  ]),
};
