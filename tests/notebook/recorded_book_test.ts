import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { recordedBook } from "../../lib/notebook/recorded_book.ts";
import { recordResult } from "../../lib/notebook/results.ts";
import { inTemporaryFolder } from "../torch_python.ts";

Deno.test("recordedBook() sorts a record's rows into epochs and samples", async () => {
  await inTemporaryFolder(async (path) => {
    await Promise.resolve();
    const folder = pathToFileURL(`${path}/`);
    assert.deepEqual(recordedBook(folder), {
      ...{ epochs: [], author: null, samples: [], said: "book-epochs is not recorded yet" },
    });
    const author = { mean: 0.01, low: 0, high: 0.02 };
    const epoch = {
      ...{ run: "whole", epoch: 1, trainLoss: 5, heldOutLoss: null },
      ...{ copied: 0.1, copiedLow: 0, copiedHigh: 0.2 },
    };
    const sample = { run: "whole", prompt: "Holmes is a", continuation: " man." };
    recordResult({
      ...{
        name: "book-epochs",
        command: "deno task experiments:book",
        date: "2026-11-26",
        seed: 1,
        minutes: 20,
      },
      machine: { cpu: "a CPU", cores: 1, memoryBytes: 1, os: "linux" },
      versions: {},
      rows: [{ tokens: 10, author }, epoch, sample],
    }, folder);
    assert.deepEqual(recordedBook(folder), {
      ...{ epochs: [epoch], author, samples: [sample] },
      said: "deno task experiments:book · 2026-11-26 · 20 minutes on a CPU, 1 core",
    });
  });
});
