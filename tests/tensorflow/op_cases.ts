/**
 * Calls of every operation that TensorFlow.js exports, over types, axes and the values at which kernels differ: NaN,
 * infinities, both zeros, ties, the ends of int32, empty tensors.
 */
import * as tf from "@tensorflow/tfjs";

/** Names of operations with their calls; each makes its tensors on the current backend. */
export type OpCases = Record<string, readonly OpCall[]>;
export type OpCall = readonly [
  call: string,
  f: () => tf.Tensor | tf.Tensor[] | Promise<tf.Tensor | tf.Tensor[]>,
];

/**
 * What tfjs exports besides operations on tensors: its engine, backends, models, gradients and training. `dropout`
 * draws its seed's numbers by `randomUniform`.
 */
export const NOT_OPERATIONS = new Set(
  ("backend buffer copyRegisteredKernels customGrad deprecationWarn deregisterOp disableDeprecationWarnings dispose " +
    "disposeVariables enableDebugMode enableProdMode enclosingPowerOfTwo engine env findBackend findBackendFactory " +
    "forceHalfFloat getBackend getGradient getKernel getKernelsForBackend grad grads input keep loadGraphModel " +
    "loadGraphModelSync loadLayersModel memory model multiRNNCell nextFrame op print profile ready registerBackend " +
    "registerCallbackConstructor registerGradient registerKernel registerOp removeBackend sequential setBackend " +
    "setPlatform setWebGLContext sumOutType tidy time train unregisterGradient unregisterKernel upcastType " +
    "valueAndGrad valueAndGrads variable variableGrads rand").split(" "),
);

// The calls are written as a table over types and ranks, which tfjs's own types do not let one do.
// deno-lint-ignore no-explicit-any
type Any = any;
const ops = tf as Any;

/** The tensors that a call takes, in the order in which it makes them. */
export function inputsOf(f: () => unknown): tf.Tensor[] {
  made = [];
  f();
  return made;
}

/** The same call with other tensors in their place. */
export function withInputs<R>(inputs: readonly tf.Tensor[], f: () => R): R {
  provided = [...inputs];
  try {
    return f();
  } finally {
    provided = undefined;
  }
}

let made: tf.Tensor[] = [];
let provided: tf.Tensor[] | undefined;

function input(make: () => tf.Tensor): Any {
  const tensor = provided?.shift() ?? make();
  made.push(tensor);
  return tensor as Any;
}

const FLOATS = [-Infinity, -2.5, -1, -0.5, -0, 0, 0.3, 0.5, 1, 1.5, 2.5, 50, Infinity, NaN];
const INTS = [-2147483648, -7, -1, 0, 1, 2, 7, 2147483647];
const floats = (values: readonly number[] = FLOATS) => input(() => tf.tensor1d([...values]));
const ints = (values: readonly number[] = INTS) => input(() => tf.tensor1d([...values], "int32"));
const bools = (values: readonly number[] = [0, 1]) => input(() => tf.tensor1d(values.map(Boolean), "bool"));

/** Every value of one type beside every value of another. */
const TYPES = { float32: floats, int32: ints, bool: bools };
type Type = keyof typeof TYPES;
const types = Object.keys(TYPES) as Type[];

/** Small numbers without ties or overflow, as `shape`. */
function plain(shape: readonly number[], dtype: Type = "float32", seed = 1): Any {
  return input(() => plainTensor(shape, dtype, seed));
}

function plainTensor(shape: readonly number[], dtype: Type, seed: number): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = Array.from({ length: size }, (_, i) => ((i + seed) * 7919) % 23 - 11);
  if (dtype === "bool") return tf.tensor(values.map((v) => v > 0), [...shape], "bool");
  return tf.tensor(dtype === "float32" ? values.map((v) => v / 4) : values, [...shape], dtype);
}

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
const SHAPE = [2, 3, 4];

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

const both = (result: object): Any =>
  result instanceof tf.Tensor || result instanceof Promise ? result : Object.values(result);

/** One call for each of `of`, named by what it takes. */
function each(of: readonly unknown[], f: (x: Any) => object): OpCall[] {
  return of.map((x): OpCall => [`${JSON.stringify(x)}`, () => both(f(x))]);
}

const image = (type: Type = "float32") => plain([1, 5, 6, 2], type);
const pads = ["valid", "same", 1] as const;

export const OPS: OpCases = {
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
  prelu: [["float32", () => tf.prelu(floats(), tf.scalar(0.2))], [
    "int32",
    () => tf.prelu(ints(), tf.scalar(2, "int32")),
  ]],
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
  dropout: each([0, 0.5], (rate) => tf.dropout(plain([8]), rate, undefined, 3)),
  randomUniform: each(types, (type) => tf.randomUniform([4], 0, 9, type, 3)),
  randomUniformInt: [["seed", () => tf.randomUniformInt([4], 0, 9, 3)]],
  randomNormal: [["seed", () => tf.randomNormal([4], 0, 1, "float32", 3)]],
  randomStandardNormal: [["seed", () => tf.randomStandardNormal([4], "float32", 3)]],
  randomGamma: [["seed", () => tf.randomGamma([4], 2, 1, "float32", 3)]],
  truncatedNormal: [["seed", () => tf.truncatedNormal([4], 0, 1, "float32", 3)]],
  cosineWindow: [["5", () => tf.signal.hannWindow(5)]],
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
  ...namespaced(),
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

function namespaced(): OpCases {
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
