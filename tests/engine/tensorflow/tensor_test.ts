import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import type { TensorFlowEngine } from "lib/engine/tensorflow";
import { engineTest } from "./engine.ts";

type Values = Parameters<TensorFlowEngine["backend"]["binding"]["createTensor"]>[2];

/** What a tensor of these values reads back as. */
function roundTrip(engine: TensorFlowEngine, shape: number[], dtype: number, values: Values) {
  const { binding } = engine.backend;
  const id = binding.createTensor(shape, dtype, values);
  try {
    const { dtype: kept, shape: keptShape } = binding.table.get(id);
    assert.deepEqual([kept, [...keptShape]], [dtype, shape]);
    return binding.tensorDataSync(id);
  } finally {
    binding.deleteTensor(id);
  }
}

engineTest("float32 tensors keep every bit, infinities and NaN included", (engine) => {
  const values = Float32Array.of(0, -0, 1.5, Infinity, -Infinity, NaN, 3.4e38, 1e-45);
  assert.deepEqual(roundTrip(engine, [2, 4], 1, values), values);
});

engineTest("int32 tensors keep the smallest and the largest number", (engine) => {
  const values = Int32Array.of(-(2 ** 31), -1, 0, 2 ** 31 - 1);
  assert.deepEqual(roundTrip(engine, [4], 3, values), values);
});

engineTest("bool and uint8 tensors read back as bytes", (engine) => {
  assert.deepEqual(roundTrip(engine, [3], 10, Uint8Array.of(1, 0, 1)), Uint8Array.of(1, 0, 1));
  const { binding } = engine.backend;
  const id = binding.createTensor([2], 4, Uint8Array.of(0, 255));
  const [cast] = binding.executeOp(
    "Cast",
    [
      { name: "SrcT", type: binding.TF_ATTR_TYPE, value: 4 },
      { name: "DstT", type: binding.TF_ATTR_TYPE, value: 3 },
    ],
    [id],
    1,
  );
  assert.deepEqual(binding.tensorDataSync(cast.id), Int32Array.of(0, 255));
  [id, cast.id].forEach((n) => binding.deleteTensor(n));
});

engineTest("complex64 tensors are pairs of float32", (engine) => {
  const values = Float32Array.of(1, 2, 3, 4);
  assert.deepEqual(roundTrip(engine, [2], 8, values), values);
  const squared = tf.tidy(() => tf.abs(tf.complex([3], [4])).dataSync()[0]);
  assert.equal(squared, 5);
});

engineTest(
  "int64 tensors are made from pairs of int32, as tfjs-node does, and read back as BigInt",
  (engine) => {
    assert.deepEqual(roundTrip(engine, [2], 9, Int32Array.of(7, 0, -3, -1)), BigInt64Array.of(7n, -3n));
    assert.deepEqual(roundTrip(engine, [], 9, BigInt64Array.of(2n ** 62n)), BigInt64Array.of(2n ** 62n));
  },
);

engineTest("empty tensors and scalars have the shapes they were given", (engine) => {
  assert.deepEqual(roundTrip(engine, [0, 3], 1, new Float32Array()), new Float32Array());
  assert.deepEqual(roundTrip(engine, [], 1, Float32Array.of(7)), Float32Array.of(7));
  assert.deepEqual(roundTrip(engine, [0], 7, []), []);
});

engineTest("string tensors keep Hangul, zero bytes, empty and long strings", () => {
  const strings = [
    "",
    "a",
    "로또 번호 추첨기",
    "a\0b\0",
    "이".repeat(10_000),
    "x".repeat(22),
    "y".repeat(23),
  ];
  tf.tidy(() => {
    const tensor = tf.tensor1d(strings, "string");
    assert.deepEqual(tf.reshape(tensor, [7, 1]).dataSync(), strings);
    assert.deepEqual(tf.concat([tensor, tensor]).dataSync(), [...strings, ...strings]);
  });
});

engineTest("strings outlive the tensor that they were copied from", () => {
  const first = tf.tensor1d(["a string too long to be stored inside its slot", "short"], "string");
  const second = tf.reshape(tf.concat([first]), [2, 1]);
  first.dispose();
  for (let i = 0; i < 100; i++) tf.tensor1d(["z".repeat(46), "zzzzz"], "string").dispose();
  assert.deepEqual(second.dataSync(), ["a string too long to be stored inside its slot", "short"]);
  second.dispose();
});

engineTest("bytes that are no text are kept as they are", (engine) => {
  const bytes = [Uint8Array.of(0xff, 0, 0xfe), new Uint8Array(100).fill(0x80)];
  assert.deepEqual(roundTrip(engine, [2], 7, bytes), bytes);
});

engineTest("a resource reads as bytes, and an op takes it back", (engine) => {
  const { binding } = engine.backend;
  const [variable] = binding.executeOp(
    "VarHandleOp",
    [
      { name: "dtype", type: binding.TF_ATTR_TYPE, value: 1 },
      { name: "shape", type: binding.TF_ATTR_SHAPE, value: [2] },
      { name: "shared_name", type: binding.TF_ATTR_STRING, value: "resource test" },
    ],
    [],
    1,
  );
  assert.equal(variable.dtype, binding.TF_RESOURCE);
  const value = binding.createTensor([2], 1, Float32Array.of(3, 4));
  const dtype = { name: "dtype", type: binding.TF_ATTR_TYPE, value: 1 };
  assert.deepEqual(binding.executeOp("AssignVariableOp", [dtype], [variable.id, value], 0), []);
  const [read] = binding.executeOp("ReadVariableOp", [dtype], [variable.id], 1);
  assert.deepEqual(binding.tensorDataSync(read.id), Float32Array.of(3, 4));
  assert.ok(binding.tensorDataSync(variable.id) instanceof Uint8Array);
  binding.executeOp("DestroyResourceOp", [], [variable.id], 0);
  [variable.id, value, read.id].forEach((id) => binding.deleteTensor(id));
});

engineTest("values that do not fit shape and type are refused before TensorFlow sees them", (engine) => {
  const create = (shape: unknown, dtype: number, values: unknown) => () =>
    engine.backend.binding.createTensor(shape as number[], dtype, values as Values);
  assert.throws(create([3], 1, Float32Array.of(1, 2)), {
    name: "TypeError",
    message: "create a float32 [3] tensor: expected 3 values in the Float32Array, found 2",
  });
  assert.throws(
    create([-1], 1, Float32Array.of(1)),
    /expected a shape of whole numbers from 0, found \[-1\]/,
  );
  assert.throws(create([1.5], 1, Float32Array.of(1)), /expected a shape/);
  assert.throws(create([2 ** 40, 2 ** 40], 1, Float32Array.of(1)), /expected a shape/);
  assert.throws(create("2", 1, Float32Array.of(1)), /expected a shape/);
  assert.throws(create([1], 9, Float32Array.of(1, 2)), /expected 1 values in the BigInt64Array, found 2/);
  assert.throws(create([2], 7, [new Uint8Array(1)]), /expected an array of 2 Uint8Array/);
  assert.throws(create([1], 20, new Uint8Array(1)), /values can be given for float32, .* and string/);
  assert.throws(create([1], 1, "text"), /expected a Float32Array, found \[object String\]/);
});
