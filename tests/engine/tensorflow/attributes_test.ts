import assert from "node:assert/strict";
import {
  ATTRIBUTE,
  type Attribute,
  type AttributeTarget,
  writeAttribute,
} from "../../../lib/engine/tensorflow/attributes.ts";
import type { TensorFlowEngine } from "lib/engine/tensorflow";
import { engineTest } from "./engine.ts";

/** Notes which C function an attribute calls, and with what. */
function written(type: number, value: unknown): unknown[] {
  const calls: unknown[] = [];
  const functions = new Proxy({}, {
    get: (_, method) => (_op: null, name: Uint8Array, ...values: unknown[]) =>
      calls.push(method, new TextDecoder().decode(name), ...values),
  });
  const native = new Proxy({}, {
    get: (_, method) => () => method === "TF_AllocateTensor" ? "tensor" : null,
  });
  const status = { pointer: "status", check() {} };
  const target = { pointer: null, functions, shapesTakeStatus: true, status, native };
  writeAttribute(target as unknown as AttributeTarget, "Op", { name: "a", type, value });
  return calls;
}

Deno.test("each kind of attribute, single and as a list, goes to its own C function", () => {
  assert.deepEqual(written(ATTRIBUTE.string, "가"), [
    "setString",
    "a\0",
    Uint8Array.of(0xea, 0xb0, 0x80),
    3n,
  ]);
  const [list, name, pointers, ...lengths] = written(ATTRIBUTE.string, ["bc", ""]);
  assert.deepEqual([list, name, ...lengths], ["setStrings", "a\0", BigUint64Array.of(2n, 0n), 2]);
  assert.equal((pointers as BigUint64Array).length, 2);
  assert.deepEqual(written(ATTRIBUTE.int, -5), ["setInt", "a\0", -5n]);
  assert.deepEqual(written(ATTRIBUTE.int, [1, 2n]), ["setInts", "a\0", BigInt64Array.of(1n, 2n), 2]);
  assert.deepEqual(written(ATTRIBUTE.float, 0.5), ["setFloat", "a\0", 0.5]);
  assert.deepEqual(written(ATTRIBUTE.float, [0.5]), ["setFloats", "a\0", Float32Array.of(0.5), 1]);
  assert.deepEqual(written(ATTRIBUTE.bool, true), ["setBool", "a\0", 1]);
  assert.deepEqual(written(ATTRIBUTE.bool, [true, false]), ["setBools", "a\0", Uint8Array.of(1, 0), 2]);
  assert.deepEqual(written(ATTRIBUTE.type, 3), ["setType", "a\0", 3]);
  assert.deepEqual(written(ATTRIBUTE.type, [3, 1]), ["setTypes", "a\0", Int32Array.of(3, 1), 2]);
  const shape = written(ATTRIBUTE.shape, [2, -1]);
  assert.deepEqual(shape, ["setShape", "a\0", BigInt64Array.of(2n, -1n), 2, "status"]);
  const unknown = written(ATTRIBUTE.shape, null);
  assert.deepEqual(unknown, ["setShape", "a\0", new BigInt64Array(), -1, "status"]);
  const [shapes, , dims, ...ranks] = written(ATTRIBUTE.shape, [[2], null]);
  assert.deepEqual([shapes, ...ranks], ["setShapes", Int32Array.of(1, -1), 2, "status"]);
  assert.equal((dims as BigUint64Array).length, 2);
  const content = { shape: [], dtype: 1, values: Float32Array.of(1) };
  assert.deepEqual(written(ATTRIBUTE.tensor, content), ["setTensor", "a\0", "tensor", "status"]);
  assert.deepEqual(written(ATTRIBUTE.func, "f"), ["setFunction", "a\0", Uint8Array.of(102), 1n]);
});

Deno.test("a fraction in an int attribute is cut off, as tfjs-node does for seeds", () => {
  assert.deepEqual(written(ATTRIBUTE.int, 3.14), ["setInt", "a\0", 3n]);
});

Deno.test("a value that does not fit an attribute's type is refused with op, name and value", () => {
  assert.throws(() => written(ATTRIBUTE.int, "7"), {
    name: "TypeError",
    message: 'Op: attribute "a": expected finite number, found "7"',
  });
  assert.throws(() => written(ATTRIBUTE.int, NaN), /expected finite number/);
  assert.throws(() => written(ATTRIBUTE.string, [1]), /expected a list of string, found \[1\]/);
  assert.throws(() => written(ATTRIBUTE.shape, [-2]), /expected shape or list of shapes/);
  assert.throws(() => written(ATTRIBUTE.bool, undefined), /expected boolean, found undefined/);
  assert.throws(() => written(42, 1), /there is no attribute type 42/);
});

/** Runs an op on float32 and int32 arrays; returns its outputs' values. */
function run(engine: TensorFlowEngine, op: string, attributes: Attribute[], inputs: Values[], outputs = 1) {
  const { binding } = engine.backend;
  const ids = inputs.map(([shape, values]) =>
    binding.createTensor(shape, values instanceof Int32Array ? 3 : Array.isArray(values) ? 7 : 1, values)
  );
  const results = binding.executeOp(op, attributes, ids, outputs);
  const values = results.map(({ id }) => binding.tensorDataSync(id));
  [...ids, ...results.map(({ id }) => id)].forEach((id) => binding.deleteTensor(id));
  return values;
}
type Values = [shape: number[], values: Float32Array | Int32Array | Uint8Array[]];

const bytes = (text: string) => new TextEncoder().encode(text);
const float: Attribute = { name: "T", type: ATTRIBUTE.type, value: 1 };

engineTest(
  "TensorFlow reads a string, an int, a float, a bool and an int list as they were meant",
  (engine) => {
    const join = [
      { name: "N", type: ATTRIBUTE.int, value: 2 },
      { name: "separator", type: ATTRIBUTE.string, value: ", 그리고 " },
    ];
    const joined = run(engine, "StringJoin", join, [[[], [bytes("a")]], [[], [
      bytes("b"),
    ]]])[0] as Uint8Array[];
    assert.equal(new TextDecoder().decode(joined[0]), "a, 그리고 b");
    const alpha = { name: "alpha", type: ATTRIBUTE.float, value: 0.25 };
    assert.deepEqual(run(engine, "LeakyRelu", [float, alpha], [[[2], Float32Array.of(-4, 4)]]), [
      Float32Array.of(-1, 4),
    ]);
    const transpose = { name: "transpose_a", type: ATTRIBUTE.bool, value: true };
    const column: Values = [[2, 1], Float32Array.of(1, 2)];
    assert.deepEqual(run(engine, "MatMul", [float, transpose], [column, column]), [Float32Array.of(5)]);
    const axes = { name: "squeeze_dims", type: ATTRIBUTE.int, value: [0, 2] };
    assert.deepEqual(run(engine, "Squeeze", [float, axes], [[[1, 1, 1], Float32Array.of(9)]]), [
      Float32Array.of(9),
    ]);
  },
);

engineTest("TensorFlow reads lists of strings, types and shapes: ParseSingleExample", (engine) => {
  // An empty tf.Example has neither key, so both values are the defaults.
  const attributes = [
    { name: "num_sparse", type: ATTRIBUTE.int, value: 0 },
    { name: "sparse_keys", type: ATTRIBUTE.string, value: [] },
    { name: "dense_keys", type: ATTRIBUTE.string, value: ["first", "둘째"] },
    { name: "sparse_types", type: ATTRIBUTE.type, value: [] },
    { name: "Tdense", type: ATTRIBUTE.type, value: [1, 1] },
    { name: "dense_shapes", type: ATTRIBUTE.shape, value: [[2], []] },
  ];
  const defaults: Values[] = [[[2], Float32Array.of(1, 2)], [[], Float32Array.of(3)]];
  assert.deepEqual(
    run(engine, "ParseSingleExample", attributes, [[[], [new Uint8Array()]], ...defaults], 2),
    [
      Float32Array.of(1, 2),
      Float32Array.of(3),
    ],
  );
});

engineTest("TensorFlow reads a shape, a tensor, a float list and a bool list", (engine) => {
  const shape = { name: "shape", type: ATTRIBUTE.shape, value: [-1, 2] };
  const dtype = { name: "dtype", type: ATTRIBUTE.type, value: 1 };
  const input: Values = [[1, 2], Float32Array.of(5, 6)];
  assert.deepEqual(run(engine, "PlaceholderWithDefault", [shape, dtype], [input]), [Float32Array.of(5, 6)]);
  const value = { shape: [2], dtype: 1, values: Float32Array.of(7, 8) };
  const tensor = { name: "value", type: ATTRIBUTE.tensor, value };
  assert.deepEqual(run(engine, "Const", [dtype, tensor], []), [Float32Array.of(7, 8)]);
  const ratios = { name: "pooling_ratio", type: ATTRIBUTE.float, value: [1, 2, 2, 1] };
  const deterministic = { name: "deterministic", type: ATTRIBUTE.bool, value: true };
  const image: Values = [[1, 2, 2, 1], Float32Array.of(1, 2, 3, 4)];
  assert.deepEqual(
    run(engine, "FractionalMaxPool", [float, ratios, deterministic], [image], 3)[0],
    Float32Array.of(4),
  );
  // No CPU op has a bool list; an attribute with an underscore may be put on any op.
  const flags = { name: "_flags", type: ATTRIBUTE.bool, value: [true, false] };
  assert.deepEqual(run(engine, "Relu", [float, flags], [[[1], Float32Array.of(3)]]), [Float32Array.of(3)]);
});

engineTest("list inputs and several outputs: Pack, ConcatV2, AddN, Split, IdentityN", (engine) => {
  const a: Values = [[2], Float32Array.of(1, 2)], b: Values = [[2], Float32Array.of(3, 4)];
  const two = { name: "N", type: ATTRIBUTE.int, value: 2 };
  const axis: Values = [[], Int32Array.of(0)];
  const index = { name: "Tidx", type: ATTRIBUTE.type, value: 3 };
  assert.deepEqual(run(engine, "Pack", [float, two], [a, b]), [Float32Array.of(1, 2, 3, 4)]);
  assert.deepEqual(run(engine, "ConcatV2", [float, two, index], [a, b, axis]), [Float32Array.of(1, 2, 3, 4)]);
  assert.deepEqual(run(engine, "AddN", [float, two], [a, b]), [Float32Array.of(4, 6)]);
  const parts = { name: "num_split", type: ATTRIBUTE.int, value: 2 };
  assert.deepEqual(run(engine, "Split", [float, parts], [axis, a], 2), [
    Float32Array.of(1),
    Float32Array.of(2),
  ]);
  const types = { name: "T", type: ATTRIBUTE.type, value: [1, 3] };
  assert.deepEqual(run(engine, "IdentityN", [types], [a, axis], 2), [a[1], axis[1]]);
});

engineTest("a function attribute reaches TensorFlow, which refuses unknown functions", (engine) => {
  const attributes = [
    { name: "Tin", type: ATTRIBUTE.type, value: [] },
    { name: "Tout", type: ATTRIBUTE.type, value: [1] },
    { name: "f", type: ATTRIBUTE.func, value: "no_such_function" },
  ];
  assert.throws(() => run(engine, "PartitionedCall", attributes, []), /PartitionedCall.*no_such_function/s);
});
