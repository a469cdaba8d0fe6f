/** Element-wise operations and reductions, over types and axes. */
import * as tf from "@tensorflow/tfjs";
import {
  bools,
  both,
  each,
  floats,
  ints,
  type OpCases,
  ops,
  plain,
  SHAPE,
  type Type,
  TYPES,
  types,
} from "./inputs.ts";

function unary(names: string, of: readonly Type[] = types): OpCases {
  return Object.fromEntries(
    names.split(" ").map((name) => [
      name,
      of.map((type) => [`${name}(${type})`, () => ops[name](TYPES[type]())] as const),
    ]),
  );
}

function binary(names: string, of: readonly Type[] = types): OpCases {
  return Object.fromEntries(
    names.split(" ").map((name) => [
      name,
      of.flatMap((a) =>
        of.flatMap((b) => [
          [`${name}(${a}, ${b})`, () => ops[name](tf.expandDims(TYPES[a](), 1), TYPES[b]())] as const,
          [`${name}(${a} [0], ${b} [1])`, () => ops[name](plain([0], a), plain([1], b))] as const,
        ])
      ),
    ]),
  );
}

const AXES = [undefined, 0, 1, 2, -1, -2, -3, [0, 2], [-1, 1], [], 3, -4];

function reductions(names: string, of: readonly Type[], axes: readonly unknown[] = AXES): OpCases {
  return Object.fromEntries(
    names.split(" ").map((name) => [
      name,
      of.flatMap((type) => [
        ...axes.flatMap((axis) =>
          [false, true].map((keep) =>
            [
              `${name}(${type} [${SHAPE}], ${JSON.stringify(axis)}, ${keep})`,
              () => {
                const result = ops[name](plain(SHAPE, type), axis, keep);
                return result instanceof tf.Tensor ? result : Object.values(result) as tf.Tensor[];
              },
            ] as const
          )
        ),
        [`${name}(special ${type})`, () => both(ops[name](TYPES[type](), 0))] as const,
        [`${name}(scalar ${type})`, () => both(ops[name](plain([], type)))] as const,
      ]),
    ]),
  );
}

export const ELEMENT_WISE: OpCases = {
  ...unary(
    "abs acos acosh asin asinh atan atanh ceil cos cosh elu erf exp expm1 floor isFinite isInf isNaN log log1p " +
      "logSigmoid neg reciprocal relu relu6 round rsqrt selu sigmoid sign sin sinh softplus sqrt square step tan tanh " +
      "leakyRelu onesLike zerosLike clone logicalNot softmax logSoftmax",
  ),
  ...binary(
    "add sub mul div divNoNan floorDiv mod pow maximum minimum squaredDifference atan2 equal notEqual greater " +
      "greaterEqual less lessEqual logicalAnd logicalOr logicalXor bitwiseAnd",
  ),
  ...reductions("max min sum prod mean logSumExp euclideanNorm", types),
  ...reductions("all any", ["bool", "int32"]),
  ...reductions("argMax argMin", types, [undefined, 0, 1, 2, -1, -2, -3, 3]),
  ...reductions("moments", ["float32", "int32"]),
  cumsum: cumulative("cumsum"),
  cumprod: cumulative("cumprod"),
  norm: [1, 2, Infinity, -Infinity, "euclidean"].flatMap((order) =>
    each([0, -1, [0, 1], [-1, -2]], (axis) => ops.norm(plain(SHAPE), order, axis))
  ),
  cast: types.flatMap((from) => each(types, (to) => tf.cast(TYPES[from](), to))),
  clipByValue: each(types, (type: Type) => tf.clipByValue(TYPES[type](), -1, 2)),
  addN: each(types, (type) => tf.addN([plain([3], type), plain([3], type, 4)])),
  where: types.flatMap((a) =>
    types.flatMap((b) => [
      [`where(${a}, ${b})`, () => tf.where(bools([1, 0, 1]), plain([3], a), plain([3], b, 5))] as const,
      [`where([3, 1], ${a} [2], ${b} [])`, () =>
        tf.where(
          tf.tensor2d([[true], [false], [true]], [3, 1], "bool"),
          plain([2], a),
          plain([], b),
        )] as const,
      [
        `where([2] of rows, ${a}, ${b})`,
        () => tf.where(bools([1, 0]), plain([2, 2], a), plain([2, 2], b)),
      ] as const,
    ])
  ),
  prelu: [["float32", () => tf.prelu(floats(), tf.scalar(0.2))], [
    "int32",
    () => tf.prelu(ints(), tf.scalar(2, "int32")),
  ]],
};

function cumulative(name: "cumsum" | "cumprod") {
  return types.flatMap((type) =>
    [0, 1, -1, -3, 3].flatMap((axis) =>
      each(
        [[false, false], [true, true]],
        ([exclusive, reverse]) => ops[name](plain(SHAPE, type), axis, exclusive, reverse),
      )
    )
  );
}
