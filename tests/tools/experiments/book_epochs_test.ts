import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { disposeParams } from "../../../lib/nn/mod.ts";
import { type BookRun, passages, runBook } from "../../../lib/tools/experiments/book_epochs.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

/** A text of eight tokens, in a fixed order that never changes: easy to learn by heart. */
const ids = Int32Array.from({ length: 400 }, (_, i) => i % 8);

function tiny(folder: string, epochs: number, heldOut: Int32Array | null): BookRun {
  return {
    name: "tiny",
    train: ids,
    heldOut,
    openings: [[0, 1], [4, 5]],
    folder,
    compile: (f) => f,
    print: () => {},
    recipe: {
      config: {
        ...{ vocabSize: 8, blockSize: 8, nLayer: 1, nHead: 1, nEmbd: 8 },
        ...{ dropout: 0, qkvBias: false, tiedHead: false },
      },
      epochs,
      ...{ stride: 8, batchSize: 7, learningRate: 0.03, weightDecay: 0, seed: 1 },
      ...{ openingTokens: 2, newTokens: 6, n: 4, temperature: 0.5, topK: 8 },
    },
  };
}

Deno.test("passages() cuts openings and what follows them at equal distances", () => {
  const cut = passages(Int32Array.from({ length: 20 }, (_, i) => i), {
    ...{ count: 2, openingTokens: 2, newTokens: 3 },
  });
  assert.deepEqual(cut, [
    { opening: [0, 1], following: [2, 3, 4] },
    { opening: [10, 11], following: [12, 13, 14] },
  ]);
  assert.throws(
    () => passages(ids, { count: 200, openingTokens: 2, newTokens: 3 }),
    /cannot take 200 passages of 5 tokens from a text of 400/,
  );
});

Deno.test("runBook() has a row for each epoch, and a model that learns its text copies it", async () => {
  await tf.setBackend("cpu");
  await inTemporaryFolder(async (folder) => {
    const { rows, params } = await runBook(tiny(folder, 6, ids.slice(0, 40)));
    disposeParams({ ...params });
    assert.deepEqual(rows.map(({ epoch }) => epoch), [1, 2, 3, 4, 5, 6]);
    assert.ok(rows[5].trainLoss < rows[0].trainLoss / 2, JSON.stringify(rows));
    assert.ok(rows[5].heldOutLoss! < rows[0].heldOutLoss!); // the same text: nothing to overfit
    assert.equal(rows[5].copied, 1);
  });
});

Deno.test("runBook() started again continues, also from an epoch that was saved and not measured", async () => {
  await tf.setBackend("cpu");
  await inTemporaryFolder(async (folder) => {
    const withoutTime = async (where: string, epochs: number) => {
      const { rows, params } = await runBook(tiny(where, epochs, null));
      disposeParams({ ...params });
      return rows;
    };
    const whole = await withoutTime(`${folder}/whole`, 3);
    assert.equal(whole[0].heldOutLoss, null);
    await withoutTime(`${folder}/parts`, 2);
    const file = `${folder}/parts/tiny.json`;
    const measured = JSON.parse(await Deno.readTextFile(file));
    await Deno.writeTextFile(file, JSON.stringify(measured.slice(0, 1))); // as a kill after the checkpoint leaves it
    assert.deepEqual(await withoutTime(`${folder}/parts`, 3), whole);
  });
});
