import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  type Checkpoint,
  latestCheckpoint,
  listCheckpoints,
  readCheckpoint,
  readModel,
  saveCheckpoint,
  writeFolderAtomically,
} from "lib/training/checkpoint";
import { flattenParams } from "lib/nn";
import { forEachBackend } from "../../backends.ts";
import { inTemporaryFolder, namesIn } from "../../temporary_folder.ts";

const make = (step: number, heldOutLoss: number | null = null): Checkpoint => ({
  step,
  heldOutLoss,
  params: { wte: { weight: tf.fill([2, 3], step) }, h: [{ bias: tf.tensor1d([1, 2]) }] },
  optimizer: { m: { weight: tf.zeros([2, 3]) }, t: tf.scalar(step) },
  config: { nLayer: 2, tied: true },
  run: { seed: 7, losses: [[1, 2.5]] },
});

forEachBackend("a checkpoint comes back as it was saved", () =>
  inTemporaryFolder(async (folder) => {
    const saved = make(40, 1.25);
    const path = await saveCheckpoint(folder, { checkpoint: saved, keepLast: 1 });
    assert.equal(path, `${folder}/step-00000040`);
    const { params, optimizer, ...record } = await readCheckpoint(path, {
      like: saved.params,
      config: saved.config,
    });
    assert.deepEqual(record, { step: 40, heldOutLoss: 1.25, config: saved.config, run: saved.run });
    for (const [tree, original] of [[params, saved.params], [optimizer, saved.optimizer]]) {
      const found = flattenParams(tree), expected = flattenParams(original);
      assert.deepEqual([...found.keys()], [...expected.keys()]);
      for (const [name, t] of expected) assert.deepEqual(found.get(name)!.dataSync(), t.dataSync(), name);
    }
    assert.deepEqual(await namesIn(folder), ["step-00000040"]);
  }));

forEachBackend("saveCheckpoint() keeps the last few and the best", () =>
  inTemporaryFolder(async (folder) => {
    for (const [step, loss] of [[10, 2], [20, 1], [30, null], [40, 1.5], [50, null], [60, 3]] as const) {
      await saveCheckpoint(folder, { checkpoint: make(step, loss), keepLast: 2 });
    }
    assert.deepEqual(await namesIn(folder), ["step-00000020", "step-00000050", "step-00000060"]);
    assert.equal((await latestCheckpoint(folder))!.step, 60);
  }));

forEachBackend(
  "partial and damaged checkpoints are passed over, and listed with the reason",
  () =>
    inTemporaryFolder(async (folder) => {
      await saveCheckpoint(folder, { checkpoint: make(1), keepLast: 9 });
      for (const step of [2, 3, 4]) await saveCheckpoint(folder, { checkpoint: make(step), keepLast: 9 });
      await Deno.truncate(`${folder}/step-00000002/optimizer.safetensors`, 10);
      await Deno.remove(`${folder}/step-00000003/model.safetensors`);
      await Deno.writeTextFile(`${folder}/step-00000004/checkpoint.json`, "{");
      await Deno.mkdir(`${folder}/.partial-step-00000005`);
      await Deno.mkdir(`${folder}/notes`);
      assert.equal((await latestCheckpoint(folder))!.step, 1);
      const { damaged } = await listCheckpoints(folder);
      assert.equal(damaged.length, 3);
      assert.ok(damaged.some((d) => /has 10 bytes, it was written with/.test(d.reason)));
      // The next save clears away what an interrupted one left, and nothing else.
      await saveCheckpoint(folder, { checkpoint: make(6), keepLast: 9 });
      assert.ok(!(await namesIn(folder)).some((name) => name.startsWith(".partial")));
      assert.ok((await namesIn(folder)).includes("notes"));
    }),
);

forEachBackend(
  "a checkpoint for another model is refused, with the differences, and leaves no tensors",
  () =>
    inTemporaryFolder(async (folder) => {
      const path = await saveCheckpoint(folder, { checkpoint: make(1), keepLast: 1 });
      const before = tf.memory().numTensors;
      await assert.rejects(
        readModel(path, { config: { nLayer: 4, tied: true } }),
        /made for another config: nLayer: wanted 4, found 2/,
      );
      const like = { wte: { weight: tf.zeros([2, 4]) }, lm_head: { weight: tf.zeros([3]) } };
      await assert.rejects(readModel(path, { like }), (error: Error) => {
        assert.match(error.message, /wte\.weight: wanted float32 \(2, 4\), found float32 \(2, 3\)/);
        assert.match(error.message, /lm_head\.weight: wanted float32 \(3\), found nothing/);
        assert.match(error.message, /h\.0\.bias: wanted nothing, found float32 \(2\)/);
        return true;
      });
      tf.dispose(like);
      assert.equal(tf.memory().numTensors, before);
    }),
);

forEachBackend(
  "saveCheckpoint() refuses a step that is there and numbers that JSON cannot hold",
  () =>
    inTemporaryFolder(async (folder) => {
      await saveCheckpoint(folder, { checkpoint: make(1), keepLast: 1 });
      await assert.rejects(
        saveCheckpoint(folder, { checkpoint: make(1), keepLast: 1 }),
        /step-00000001 exists already/,
      );
      await assert.rejects(
        saveCheckpoint(folder, { checkpoint: { ...make(2), run: { loss: NaN } }, keepLast: 1 }),
        /"loss" is NaN/,
      );
      assert.deepEqual(await namesIn(folder), ["step-00000001"]);
    }),
);

Deno.test("a folder that does not exist has no checkpoints", () =>
  inTemporaryFolder(async (folder) => {
    const missing = `${folder}/none`;
    assert.equal(await latestCheckpoint(missing), null);
    assert.deepEqual(await listCheckpoints(missing), { whole: [], damaged: [] });
  }));

Deno.test("writeFolderAtomically() replaces what an interrupted writer of the same name left, and nothing else", () =>
  inTemporaryFolder(async (folder) => {
    for (const name of [".partial-model", ".partial-another", ".hidden"]) {
      await Deno.mkdir(`${folder}/${name}`);
      await Deno.writeTextFile(`${folder}/${name}/left`, "");
    }
    const write = (temporary: string) => Deno.writeTextFile(`${temporary}/whole`, "");
    await writeFolderAtomically(folder, { name: "model", write });
    assert.deepEqual(await namesIn(folder), [".hidden", ".partial-another", "model"]);
    assert.deepEqual(await namesIn(`${folder}/model`), ["whole"]);
    await assert.rejects(writeFolderAtomically(folder, { name: "model", write }), Deno.errors.AlreadyExists);
  }));
