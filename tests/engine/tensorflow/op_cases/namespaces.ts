/** Operations in namespaces of tfjs: losses, images, linear algebra, signals, sparse tensors, strings, fused ones. */
import * as tf from "@tensorflow/tfjs";
import { both, each, image, ints, type OpCases, ops, plain, types } from "./inputs.ts";

export function namespaced(): OpCases {
  const boxes = () => tf.tensor2d([[0, 0, 1, 1], [0, 0, 0.9, 1], [0.5, 0.5, 2, 2]]);
  const scores = () => tf.tensor1d([0.9, 0.8, 0.7]);
  const text = () => tf.tensor1d(["a b", "c d e"]);
  const sizes = [[3, 3], [8, 4]] as [number, number][];
  const resize = (name: "resizeBilinear" | "resizeNearestNeighbor") =>
    types.flatMap((type) =>
      [[false, false], [true, false], [false, true]].flatMap(([corners, centers]) =>
        each(sizes, (size) => tf.image[name](image(type), size, corners, centers))
      )
    );
  const losses = Object.fromEntries(
    "absoluteDifference hingeLoss huberLoss logLoss meanSquaredError sigmoidCrossEntropy softmaxCrossEntropy"
      .split(" ")
      .map((name) => [
        `losses.${name}`,
        [
          [
            "rows",
            () => ops.losses[name](tf.sigmoid(plain([2, 3])), tf.sigmoid(plain([2, 3], "float32", 3))),
          ] as const,
        ],
      ]),
  );
  return {
    ...losses,
    "losses.cosineDistance": each(
      [0, 1, -1],
      (axis) => tf.losses.cosineDistance(plain([2, 3]), plain([2, 3]), axis),
    ),
    "losses.computeWeightedLoss": [[
      "weights",
      () => tf.losses.computeWeightedLoss(plain([3]), tf.tensor1d([1, 0, 2])),
    ]],
    "image.flipLeftRight": [["flip", () => tf.image.flipLeftRight(image())]],
    "image.grayscaleToRGB": [["rgb", () => tf.image.grayscaleToRGB(plain([1, 2, 2, 1]))]],
    "image.rgbToGrayscale": types.slice(0, 2).map((
      type,
    ) => [type, () => tf.image.rgbToGrayscale(plain([1, 2, 2, 3], type))]),
    "image.resizeBilinear": resize("resizeBilinear"),
    "image.resizeNearestNeighbor": resize("resizeNearestNeighbor"),
    "image.rotateWithOffset": [["turn", () => tf.image.rotateWithOffset(image(), 0.5)]],
    "image.cropAndResize": each(
      ["bilinear", "nearest"] as const,
      (method) => tf.image.cropAndResize(image(), boxes(), ints([0, 0, 0]), [3, 3], method),
    ),
    "image.nonMaxSuppression": [["boxes", () => tf.image.nonMaxSuppression(boxes(), scores(), 3)]],
    "image.nonMaxSuppressionWithScore": [[
      "boxes",
      () => both(tf.image.nonMaxSuppressionWithScore(boxes(), scores(), 3, 0.5, 0, 0.5)),
    ]],
    "image.nonMaxSuppressionPadded": [[
      "boxes",
      () => both(tf.image.nonMaxSuppressionPadded(boxes(), scores(), 4, 0.5, 0, true)),
    ]],
    "image.nonMaxSuppressionAsync": [["boxes", () => tf.image.nonMaxSuppressionAsync(boxes(), scores(), 3)]],
    "image.nonMaxSuppressionWithScoreAsync": [[
      "boxes",
      async () => both(await tf.image.nonMaxSuppressionWithScoreAsync(boxes(), scores(), 3)) as never,
    ]],
    "image.nonMaxSuppressionPaddedAsync": [[
      "boxes",
      async () =>
        both(await tf.image.nonMaxSuppressionPaddedAsync(boxes(), scores(), 4, 0.5, 0, true)) as never,
    ]],
    "image.threshold": [["otsu", () => tf.image.threshold(tf.abs(plain([4, 4, 1], "int32")), "otsu")], [
      "0.5",
      () => tf.image.threshold(tf.abs(plain([4, 4, 1], "int32"))),
    ]],
    "image.transform": each(
      ["nearest", "bilinear"] as const,
      (method) => tf.image.transform(image(), tf.tensor2d([[1, 0, 1, 0, 1, 1, 0, 0]]), method),
    ),
    "linalg.bandPart": types.flatMap((type) =>
      each(
        [[0, 0], [1, -1], [-1, 1]],
        ([lower, upper]) => tf.linalg.bandPart(plain([3, 3], type), lower, upper),
      )
    ),
    "linalg.gramSchmidt": [["rows", () => tf.linalg.gramSchmidt(tf.tensor2d([[1, 2], [3, 1]])) as tf.Tensor]],
    "linalg.qr": each([false, true], (full) => tf.linalg.qr(tf.tensor2d([[1, 2], [3, 1], [2, 2]]), full)),
    "signal.hammingWindow": [["5", () => tf.signal.hammingWindow(5)]],
    "signal.hannWindow": [["5", () => tf.signal.hannWindow(5)]],
    "signal.frame": each([false, true], (padEnd) => tf.signal.frame(plain([7]), 3, 2, padEnd)),
    "signal.stft": [["parts", () => parts(tf.signal.stft(plain([8]), 4, 2))]],
    "spectral.fft": [["parts", () => parts(tf.spectral.fft(tf.complex(plain([4]), plain([4]))))], [
      "rows",
      () => parts(tf.spectral.fft(tf.complex(plain([2, 4]), plain([2, 4])))),
    ]],
    "spectral.ifft": [["parts", () => parts(tf.spectral.ifft(tf.complex(plain([4]), plain([4]))))]],
    "spectral.rfft": [["parts", () => parts(tf.spectral.rfft(plain([6])))]],
    "spectral.irfft": [["parts", () => tf.spectral.irfft(tf.complex(plain([4]), plain([4])))]],
    "sparse.sparseFillEmptyRows": [[
      "rows",
      () =>
        both(
          tf.sparse.sparseFillEmptyRows(
            tf.tensor2d([[0, 0], [2, 1]], [2, 2], "int32"),
            plain([2]),
            ints([4, 2]),
            tf.scalar(9),
          ),
        ),
    ]],
    "sparse.sparseReshape": [[
      "rows",
      () =>
        both(
          tf.sparse.sparseReshape(
            tf.tensor2d([[0, 0], [1, 1]], [2, 2], "int32"),
            ints([2, 2]),
            ints([4, -1]),
          ),
        ),
    ]],
    "sparse.sparseSegmentMean": [[
      "rows",
      () => tf.sparse.sparseSegmentMean(plain([3, 2]), ints([0, 2, 1]), ints([0, 0, 1])),
    ]],
    "sparse.sparseSegmentSum": [[
      "rows",
      () => tf.sparse.sparseSegmentSum(plain([3, 2]), ints([0, 2, 1]), ints([0, 0, 1])),
    ]],
    "string.stringNGrams": [[
      "pairs",
      () =>
        both(tf.string.stringNGrams(tf.tensor1d(["a", "b", "c"]), ints([0, 3]), "|", [2], "", "", 0, false)),
    ]],
    "string.stringSplit": [["words", () => both(tf.string.stringSplit(text(), tf.scalar(" ")))]],
    "string.stringToHashBucketFast": [["buckets", () => tf.string.stringToHashBucketFast(text(), 10)]],
    "string.staticRegexReplace": [["letters", () => tf.string.staticRegexReplace(text(), "[a-c]", "끝")]],
    "fused.matMul": each(
      ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu"] as const,
      (activation) =>
        tf.fused.matMul({
          a: plain([2, 3]),
          b: plain([3, 2]),
          bias: plain([2]),
          activation,
          leakyreluAlpha: 0.1,
        }),
    ),
    "fused.conv2d": each(
      ["linear", "relu", "sigmoid"] as const,
      (activation) =>
        tf.fused.conv2d({
          x: image(),
          filter: plain([2, 2, 2, 3]),
          strides: 1,
          pad: "valid",
          bias: plain([3]),
          activation,
        }),
    ),
    "fused.depthwiseConv2d": each(
      ["linear", "relu", "sigmoid"] as const,
      (activation) =>
        tf.fused.depthwiseConv2d({
          x: image(),
          filter: plain([2, 2, 2, 1]),
          strides: 1,
          pad: "valid",
          bias: plain([2]),
          activation,
        }),
    ),
  };
}

const parts = (x: tf.Tensor) => [tf.real(x), tf.imag(x)];
