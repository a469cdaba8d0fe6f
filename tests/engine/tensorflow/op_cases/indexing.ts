/** Operations that look rows up, put them somewhere, sort or count; and products. */
import * as tf from "@tensorflow/tfjs";
import {
  type Any,
  bools,
  both,
  each,
  floats,
  ints,
  type OpCases,
  ops,
  plain,
  SHAPE,
  TYPES,
  types,
} from "./inputs.ts";

export const INDEXING: OpCases = {
  gather: types.flatMap((type) => [
    ...each([0, 1, 2, -1, -2, -3, 3, -4], (axis) => tf.gather(plain(SHAPE, type), ints([1, 0, 1]), axis)),
    ...each(
      [0, 1, -1],
      (axis) => tf.gather(plain(SHAPE, type), tf.tensor2d([[1, 0], [0, 1]], [2, 2], "int32"), axis),
    ),
    ...each(
      [[1, 1], [2, 1], [-1, 1], [-1, -1], [-2, 0], [1, 0]],
      ([axis, batch]) =>
        tf.gather(plain([2, 3, 2], type), tf.tensor2d([[1, 0], [0, 1]], [2, 2], "int32"), axis, batch),
    ),
    ...each([[3], [-1], [0, 2]], (at) => tf.gather(plain([2, 2], type), ints(at))),
    ...each([[0], []], (at) => tf.gather(plain([2, 2], type), ints(at))),
    ["scalar index", () => tf.gather(plain([2, 2], type), tf.scalar(1, "int32") as Any)] as const,
    ["float index", () => tf.gather(plain([2, 2], type), floats([1, 0]))] as const,
  ]),
  gatherND: types.flatMap((type) =>
    each(
      [[[0, 1]], [[1, 1], [0, 0]], [[2, 0]], [[0, -1]]],
      (at) => tf.gatherND(plain([2, 2], type), tf.tensor2d(at, [at.length, 2], "int32")),
    )
  ),
  scatterND: types.flatMap((type) =>
    each(
      [[[0], [2]], [[1], [1]], [[5], [0]], [[-1], [0]]],
      (at) => tf.scatterND(tf.tensor2d(at, [2, 1], "int32"), plain([2, 3], type), [4, 3]),
    )
  ),
  tensorScatterUpdate: types.flatMap((type) =>
    each(
      [[[0], [2]], [[5], [0]]],
      (at) =>
        ops.tensorScatterUpdate(
          plain([4, 3], type),
          tf.tensor2d(at, [2, 1], "int32"),
          plain([2, 3], type, 3),
        ),
    )
  ),
  unsortedSegmentSum: types.flatMap((type) =>
    each(
      [[0, 1, 0], [2, 2, 2], [0, -1, 1], [0, 5, 1]],
      (ids) => tf.unsortedSegmentSum(plain([3, 2], type), ints(ids), 3),
    )
  ),
  oneHot: [
    ...each([[0, 2, 1], [3, -1, 0], []], (at) => tf.oneHot(ints(at), 3)),
    ...each(["float32", "int32", "bool"] as const, (type) => tf.oneHot(ints([0, 2]), 3, 5, -1, type)),
    ["2d", () => tf.oneHot(tf.tensor2d([[0, 1], [2, 0]], [2, 2], "int32"), 3)],
  ],
  matMul: types.flatMap((a) =>
    types.flatMap((b) =>
      each(
        [[false, false], [true, true]],
        ([ta, tb]) => tf.matMul(plain(ta ? [3, 2] : [2, 3], a), plain(tb ? [4, 3] : [3, 4], b), ta, tb),
      )
    )
  ).concat([
    ["batches", () => tf.matMul(plain([2, 2, 3]), plain([1, 3, 2]))],
    ["nothing", () => tf.matMul(plain([2, 0]), plain([0, 3]))],
    ["NaN times zero", () => tf.matMul(tf.tensor2d([[0, 0]]), tf.tensor2d([[NaN], [Infinity]]))],
  ]),
  dot: [["1d", () => tf.dot(plain([3]), plain([3], "float32", 2))], [
    "2d",
    () => tf.dot(plain([2, 3]), plain([3, 2])),
  ]],
  outerProduct: [["1d", () => tf.outerProduct(plain([3]), plain([2]))]],
  einsum: each(
    ["ij,jk->ik", "ij->ji", "ij->", "ij,ij->i"],
    (equation) =>
      equation.includes(",jk")
        ? tf.einsum(equation, plain([2, 3]), plain([3, 2]))
        : equation.includes(",")
        ? tf.einsum(equation, plain([2, 3]), plain([2, 3]))
        : tf.einsum(equation, plain([2, 3])),
  ),
  topk: types.flatMap((type) => [
    ...each([1, 3, 4], (k) => tf.topk(plain(SHAPE, type), k)),
    ...each([0, 5], (k) => tf.topk(plain(SHAPE, type), k)),
    [`special ${type}`, () => both(tf.topk(TYPES[type](), 2))] as const,
    [`unsorted ${type}`, () => tf.topk(plain([6], type), 6, false).values] as const,
  ]),
  inTopKAsync: [["rows", () => tf.inTopKAsync(plain([2, 4]), ints([1, 3]), 2)]],
  whereAsync: types.map((type) => [type, () => tf.whereAsync(plain([2, 3], type))]),
  setdiff1dAsync: [["int32", async () => [...await tf.setdiff1dAsync(ints([1, 2, 3]), ints([2]))]]],
  booleanMaskAsync: types.flatMap((type) =>
    each([0, 1, -1], (axis) => tf.booleanMaskAsync(plain([2, 2], type), bools([1, 0]), axis))
  ),
  searchSorted: sorted((a, b, side) => tf.searchSorted(a, b, side as "left")),
  lowerBound: sorted((a, b) => tf.lowerBound(a, b)),
  upperBound: sorted((a, b) => tf.upperBound(a, b)),
  bincount: types.flatMap((type) => [
    ["counts", () => tf.bincount(ints([0, 2, 2, 5]), plain([0], type), 4)] as const,
    ["weights", () => tf.bincount(ints([0, 2, 2, 5]), plain([4], type), 4)] as const,
  ]),
  denseBincount: [false, true].flatMap((binary) => [
    [`1d ${binary}`, () => tf.denseBincount(ints([0, 2, 2, 5]), plain([4]), 4, binary)] as const,
    [
      `2d ${binary}`,
      () => tf.denseBincount(tf.tensor2d([[0, 1], [1, 1]], [2, 2], "int32"), plain([0]), 3, binary),
    ] as const,
  ]),
  unique: types.flatMap((type) => [
    [`1d ${type}`, () => both(tf.unique(plain([30], type)))] as const,
    ...each([0, 1, -1], (axis) => tf.unique(tf.tile(plain([2, 2], type), [2, 2]), axis)),
  ]),
  sparseToDense: each(
    [[[0], [2]], [[1], [4]]],
    (at) => tf.sparseToDense(tf.tensor2d(at, [2, 1], "int32"), plain([2]), [4], tf.scalar(9)),
  ),
  raggedGather: [[
    "rows",
    () => both(Object.values(tf.raggedGather([ints([0, 2, 3])], plain([3]), ints([1, 0]), 1)).flat()),
  ]],
  raggedRange: [["ranges", () => both(tf.raggedRange(ints([0, 5]), ints([3, 6]), ints([1, 1])))]],
  raggedTensorToTensor: [[
    "rows",
    () => tf.raggedTensorToTensor(ints([2, 3]), plain([3]), tf.scalar(0), [ints([0, 2, 3])], ["ROW_SPLITS"]),
  ]],
};

function sorted(f: (sequence: Any, values: Any, side: string) => tf.Tensor) {
  return (["float32", "int32"] as const).flatMap((type) =>
    each(["left", "right"], (side) => {
      const sequence = tf.tensor1d([1, 3, 3, 5], type) as Any;
      return f(sequence, tf.tensor1d([0, 1, 3, 4, 6], type) as Any, side);
    }).concat([
      [`rows of ${type}`, () =>
        f(
          tf.tensor2d([[1, 2, 3], [3, 4, 5]], [2, 3], type) as Any,
          tf.tensor2d([[2, 9], [3, 0]], [2, 2], type) as Any,
          "left",
        )],
    ])
  );
}
