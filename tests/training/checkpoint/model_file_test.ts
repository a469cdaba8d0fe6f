import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  readModelBytes,
  readModelFile,
  writeModelFile,
} from "../../../lib/training/checkpoint/model_file.ts";
import { NonFiniteTensorError } from "../../../lib/training/checkpoint/safetensors_dtypes.ts";
import { parseSafetensors } from "../../../lib/training/checkpoint/safetensors_bytes.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";

async function inFolder(run: (path: string) => Promise<void>) {
  await tf.setBackend("cpu");
  await inTemporaryFolder((folder) => run(`${folder}/model.safetensors`));
}

Deno.test("half weights take half the bytes and are the nearest float16 numbers", () =>
  inFolder(async (path) => {
    const values = [0, 1 / 3, -65504, 1e-7, 2 ** -14, 1000.123];
    const params = { a: { weight: tf.tensor2d(values, [2, 3]) } };
    const whole = await writeModelFile(path, { params, config: {}, origin: {} });
    const half = await writeModelFile(path, { params, config: {}, origin: {}, half: true });
    const saved = 2 * values.length;
    assert.equal(half.bytes, (await Deno.stat(path)).size);
    assert.ok(Math.abs(whole.bytes - half.bytes - saved) <= 8, `${whole.bytes} and ${half.bytes}`); // the header is padded
    const { params: read } = await readModelFile<typeof params, object>(path);
    assert.deepEqual([...await read.a.weight.data()], values.map((value) => Math.f16round(value)));
    tf.dispose([params.a.weight, read.a.weight]);
  }));

Deno.test("a number that float16 cannot hold is refused, and no file is left", () =>
  inFolder(async (path) => {
    const params = { weight: tf.tensor1d([1, 70000]) };
    await assert.rejects(
      writeModelFile(path, { params, config: {}, origin: {}, half: true }),
      NonFiniteTensorError,
    );
    await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
    params.weight.dispose();
  }));

Deno.test("parseSafetensors() gives the tensors of the file, and refuses bytes that were cut", () =>
  inFolder(async (path) => {
    const params = { a: tf.tensor1d([1, 2, 3]), b: { c: tf.tensor2d([[4], [5]]) } };
    await writeModelFile(path, { params, config: { size: 3 }, origin: { name: "tiny" } });
    const { bytes, record } = await readModelBytes<{ name: string }>(path);
    assert.deepEqual([record.config, record.name, record.parameters], [{ size: 3 }, "tiny", 5]);
    const tensors = parseSafetensors(bytes);
    assert.deepEqual(tensors.get("b.c")!.shape, [2, 1]);
    assert.deepEqual([...await tensors.get("a")!.data()], [1, 2, 3]);
    assert.throws(() => parseSafetensors(bytes.subarray(0, -1)), RangeError);
    tf.dispose([params.a, params.b.c, ...tensors.values()]);
  }));

Deno.test("a record of any other JSON is refused, with what was found and what to do", () =>
  inFolder(async (path) => {
    for (const json of ["null", "3", "[]", '{"sha256":1}']) {
      await Deno.writeTextFile(path.replace(".safetensors", ".json"), json);
      const message = `loading ${path.replace(".safetensors", ".json")}: expected a record with sha256, ` +
        `parameters and config, found ${json}; restore it from the repository`;
      await assert.rejects(readModelBytes(path), { name: "Error", message });
    }
  }));
