import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { TensorFlowError } from "lib/engine/tensorflow";
import { engineTest } from "./engine.ts";

engineTest("an op's error names the op, the types and the shapes of its inputs", () => {
  tf.tidy(() => {
    const inputs = { a: tf.ones([2, 3]), b: tf.ones([2, 3]) };
    const attributes = { transposeA: false, transposeB: false };
    assert.throws(
      () => tf.engine().runKernel("BatchMatMul", inputs, attributes),
      (error: unknown) => {
        assert.ok(error instanceof TensorFlowError);
        assert.equal(error.code, "INVALID_ARGUMENT");
        assert.equal(error.operation, "BatchMatMulV2");
        assert.deepEqual(error.inputs, ["float32 [2,3]", "float32 [2,3]"]);
        assert.match(error.message, /^BatchMatMulV2\(float32 \[2,3\], float32 \[2,3\]\): /);
        return true;
      },
    );
  });
});

engineTest("failed ops are exceptions: the process goes on, and no tensors are left behind", (engine) => {
  const { binding } = engine.backend;
  const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value });
  const count = (value: number) => ({ name: "N", type: binding.TF_ATTR_INT, value });
  const matrix = binding.createTensor([2, 3], 1, new Float32Array(6));
  const whole = binding.createTensor([2], 3, Int32Array.of(7, 8));
  const before = engine.memory();
  const failures: [RegExp, () => unknown][] = [
    [/NoSuchOp/, () => binding.executeOp("NoSuchOp", [], [matrix], 1)],
    [/MatMul.*float32 \[2,3\]/, () => binding.executeOp("MatMul", [type("T", 1)], [matrix], 1)],
    [/MatMul/, () => binding.executeOp("MatMul", [type("T", 1)], [matrix, matrix, matrix], 1)],
    [/AddV2.*int32/, () => binding.executeOp("AddV2", [type("T", 1)], [matrix, whole], 1)],
    [/Pack/, () => binding.executeOp("Pack", [type("T", 1), count(2)], [matrix, matrix, matrix], 1)],
    [/Pack/, () => binding.executeOp("Pack", [type("T", 1), count(3)], [matrix], 1)],
    [/Pack/, () => binding.executeOp("Pack", [type("T", 1)], [matrix], 1)],
    [/ConcatV2/, () => binding.executeOp("ConcatV2", [type("T", 1), type("Tidx", 3), count(2)], [matrix], 1)],
    [
      /IdentityN/,
      () => binding.executeOp("IdentityN", [{ ...type("T", 1), value: [1, 3] }], [matrix, matrix], 2),
    ],
    [
      /MatMul/,
      () => binding.executeOp("MatMul", [{ ...count(1), name: "T" }], [matrix, matrix], 1),
    ],
    [/Reshape/, () => binding.executeOp("Reshape", [type("T", 1), type("Tshape", 3)], [matrix, whole], 1)],
    [/Transpose/, () => binding.executeOp("Transpose", [type("T", 1), type("Tperm", 3)], [matrix, whole], 1)],
    [/Cast/, () => binding.executeOp("Cast", [type("SrcT", 1), type("DstT", 99)], [matrix], 1)],
    [/Unpack/, () => binding.executeOp("Unpack", [type("T", 1)], [matrix], 2)],
    [/Relu/, () => binding.executeOp("Relu", [type("T", 1)], [matrix], 0)],
    [/expected a number of outputs/, () => binding.executeOp("Relu", [type("T", 1)], [matrix], -1)],
    [/there is no tensor 123456789/, () => binding.executeOp("Relu", [type("T", 1)], [123456789], 1)],
    [/there is no tensor/, () => binding.tensorDataSync(123456789)],
    [/there is no tensor/, () => binding.deleteTensor(123456789)],
    [/zero byte/, () => binding.executeOp("Re\0lu", [], [matrix], 1)],
  ];
  for (const [message, fail] of failures) assert.throws(fail, { message });
  assert.deepEqual(engine.memory(), before);
  const [still] = binding.executeOp("Relu", [type("T", 1)], [matrix], 1);
  assert.deepEqual(still.shape, [2, 3]);
  [matrix, whole, still.id].forEach((id) => binding.deleteTensor(id));
});

engineTest(
  "more memory than there is: an exception that says which settings to change, after TensorFlow has waited ten seconds",
  () => {
    assert.throws(
      () => tf.fill([1_000_000_000, 1_000_000], 1),
      /\(RESOURCE_EXHAUSTED\)\. The device's memory is full\. .*accumulate.*COURSE_PRESET=small/s,
    );
  },
);

engineTest("a tensor cannot be used after it was deleted", (engine) => {
  const { binding } = engine.backend;
  const id = binding.createTensor([1], 1, Float32Array.of(1));
  binding.deleteTensor(id);
  assert.throws(() => binding.deleteTensor(id), {
    name: "ReferenceError",
    message: /never created, or .*disposed/,
  });
  assert.throws(() => binding.tensorDataSync(id), { name: "ReferenceError" });
});

engineTest("SavedModel calls say what to do instead", (engine) => {
  const { binding } = engine.backend;
  for (
    const call of [
      () => binding.loadSavedModel(),
      () => binding.deleteSavedModel(),
      () => binding.runSavedModel(),
    ]
  ) {
    assert.throws(call, { name: "NotSupported", message: /SavedModels.*tf\.loadGraphModel/ });
  }
  assert.equal(binding.getNumOfSavedModels(), 0);
});
