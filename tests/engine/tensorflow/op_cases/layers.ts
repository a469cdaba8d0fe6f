/** Layers: normalisation, pooling, convolution, and complex numbers. */
import * as tf from "@tensorflow/tfjs";
import { type Any, both, each, image, type OpCases, pads, plain, SHAPE } from "./inputs.ts";

export const LAYERS: OpCases = {
  batchNorm: [[
    "4d",
    () => tf.batchNorm(image(), plain([2]), tf.square(plain([2])), plain([2]), plain([2]), 1e-3),
  ]],
  batchNorm2d: [["2d", () => tf.batchNorm2d(plain([2, 3]), plain([3]), tf.square(plain([3])) as Any)]],
  batchNorm3d: [["3d", () => tf.batchNorm3d(plain(SHAPE), plain([4]), tf.square(plain([4])) as Any)]],
  batchNorm4d: [["4d", () => tf.batchNorm4d(image(), plain([2]), tf.square(plain([2])) as Any)]],
  localResponseNormalization: [["4d", () => tf.localResponseNormalization(image(), 1)]],
  avgPool: pads.flatMap((pad) =>
    each([1, 2], (stride) => tf.avgPool(image(), 2, stride, pad, pad === 1 ? "floor" : undefined))
  ),
  maxPool: [
    ...pads.flatMap((pad) =>
      each([1, 2], (stride) => tf.maxPool(image(), 2, stride, pad, pad === 1 ? "floor" : undefined))
    ),
    ["NaN", () => tf.maxPool(tf.tensor4d([1, NaN, 3, 4], [1, 2, 2, 1]), 2, 1, "valid")],
  ],
  pool: each(["max", "avg"] as const, (kind) => tf.pool(image(), [2, 2], kind, "valid", [1, 1], [2, 2])),
  avgPool3d: pads.map((
    pad,
  ) => [`${pad}`, () => tf.avgPool3d(plain([1, 3, 4, 4, 1]), 2, 1, pad, pad === 1 ? "floor" : undefined)]),
  maxPool3d: pads.map((
    pad,
  ) => [`${pad}`, () => tf.maxPool3d(plain([1, 3, 4, 4, 1]), 2, 1, pad, pad === 1 ? "floor" : undefined)]),
  maxPoolWithArgmax: [false, true].map((
    batch,
  ) => [`${batch}`, () => both(tf.maxPoolWithArgmax(image(), 2, 2, "valid", batch))]),
  conv1d: pads.map((
    pad,
  ) => [
    `${pad}`,
    () => tf.conv1d(plain([1, 6, 2]), plain([2, 2, 3]), 1, pad, "NWC", 1, pad === 1 ? "floor" : undefined),
  ]),
  conv2d: pads.flatMap((pad) =>
    each(
      [1, 2],
      (stride) =>
        tf.conv2d(image(), plain([2, 2, 2, 3]), stride, pad, "NHWC", 1, pad === 1 ? "floor" : undefined),
    )
  ).concat([["dilated", () => tf.conv2d(image(), plain([2, 2, 2, 3]), 1, "valid", "NHWC", 2)]]),
  conv2dTranspose: (["valid", "same"] as const).map((
    pad,
  ) => [
    pad,
    () =>
      tf.conv2dTranspose(
        plain([1, 2, 2, 3]),
        plain([2, 2, 2, 3]),
        pad === "valid" ? [1, 4, 4, 2] : [1, 4, 4, 2],
        2,
        pad,
      ),
  ]),
  conv3d: (["valid", "same"] as const).map((
    pad,
  ) => [pad, () => tf.conv3d(plain([1, 3, 4, 4, 1]), plain([2, 2, 2, 1, 2]), 1, pad)]),
  conv3dTranspose: [[
    "valid",
    () => tf.conv3dTranspose(plain([1, 2, 2, 2, 2]), plain([2, 2, 2, 1, 2]), [1, 3, 3, 3, 1], 1, "valid"),
  ]],
  depthwiseConv2d: pads.map((
    pad,
  ) => [
    `${pad}`,
    () =>
      tf.depthwiseConv2d(image(), plain([2, 2, 2, 1]), 1, pad, "NHWC", 1, pad === 1 ? "floor" : undefined),
  ]),
  separableConv2d: [[
    "valid",
    () => tf.separableConv2d(image(), plain([2, 2, 2, 1]), plain([1, 1, 2, 3]), 1, "valid"),
  ]],
  dilation2d: (["valid", "same"] as const).map((
    pad,
  ) => [pad, () => tf.dilation2d(image(), plain([2, 2, 2]), 1, pad)]),
  depthToSpace: [["2", () => tf.depthToSpace(plain([1, 2, 2, 4]), 2)]],
  spaceToBatchND: [["2", () => tf.spaceToBatchND(plain([1, 4, 4, 1]), [2, 2], [[0, 0], [2, 0]])]],
  batchToSpaceND: [["2", () => tf.batchToSpaceND(plain([4, 2, 2, 1]), [2, 2], [[0, 1], [0, 0]])]],
  basicLSTMCell: [[
    "once",
    () =>
      tf.basicLSTMCell(tf.scalar(1), plain([5, 8]), plain([8]), plain([1, 3]), plain([1, 2]), plain([1, 2])),
  ]],
  movingAverage: [["half", () => tf.movingAverage(plain([3]), plain([3], "float32", 4), 0.5)]],
  complex: [[
    "parts",
    () =>
      both([
        tf.real(tf.complex(plain([3]), plain([3], "float32", 2))),
        tf.imag(tf.complex(plain([3]), plain([3], "float32", 2))),
      ]),
  ]],
  real: [["real", () => tf.real(tf.complex(plain([3]), plain([3], "float32", 2)))]],
  imag: [["imag", () => tf.imag(tf.complex(plain([3]), plain([3], "float32", 2)))]],
};
