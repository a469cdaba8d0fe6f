import assert from "node:assert/strict";
import {
  checkPurchase,
  describeDataset,
  isFailure,
  lottoDataset,
  playLotto,
  printAnswer,
  printPrompt,
  splitOf,
  writeDataset,
} from "lib/lotto";
import { parsePrompt } from "../../lib/lotto/parse_text.ts";
import { PURCHASE_ERRORS } from "../../lib/lotto/errors.ts";
import { SPLITS, TEST_SHARE } from "../../lib/lotto/split.ts";

Deno.test("a sample is a function of seed, split and index", () => {
  const a = lottoDataset({ seed: 1 }), b = lottoDataset({ seed: 1 });
  const forward = [...a.take(100)];
  const backward = Array.from({ length: 100 }, (_, i) => b.at(99 - i)).reverse();
  assert.deepEqual(backward, forward);
  assert.notDeepEqual([...lottoDataset({ seed: 2 }).take(100)], forward);
  assert.notDeepEqual([...lottoDataset({ seed: 1, split: "test" }).take(100)], forward);
  assert.equal(new Set(forward.map((sample) => JSON.stringify(sample))).size, 100);
});

Deno.test("every answer is what the machine prints, for valid and invalid purchases of every kind", () => {
  const kinds = new Map<string, number>();
  for (const { purchase, answer } of lottoDataset({ seed: 3, invalid: 0.5 }).take(5000)) {
    assert.deepEqual(answer, playLotto(purchase, isFailure(answer) ? [] : answer.tickets));
    const error = checkPurchase(purchase);
    if (error) kinds.set(error, (kinds.get(error) ?? 0) + 1);
  }
  for (const error of PURCHASE_ERRORS) assert.ok((kinds.get(error) ?? 0) > 250, error);
});

Deno.test("no training sample has a test prompt, of any seed, and none is wasted", () => {
  const tested = new Set<string>();
  const key = (purchase: Parameters<typeof splitOf>[0]) => JSON.stringify(purchase);
  for (let seed = 0; seed < 3; seed++) {
    for (const { purchase } of lottoDataset({ seed, split: "test", invalid: 0.2 }).take(5000)) {
      assert.equal(splitOf(purchase), "test");
      tested.add(key(purchase));
    }
    for (const { purchase } of lottoDataset({ seed, invalid: 0.2 }).take(5000)) {
      assert.equal(splitOf(purchase), "train");
      assert.ok(!tested.has(key(purchase)));
    }
  }
});

Deno.test("one valid prompt in sixteen is a test prompt, and the order of its numbers does not matter", () => {
  let test = 0;
  const n = 20_000;
  for (let i = 0; i < n; i++) {
    const purchase = {
      money: 1000 * (1 + i % 20),
      winning: [1, 2, 3, 4, 5 + i % 20, 26 + i % 19],
      bonus: 25,
    };
    const side = splitOf(purchase);
    assert.equal(splitOf({ ...purchase, winning: [...purchase.winning].reverse() }), side);
    if (side === "test") test++;
  }
  assert.ok(Math.abs(test / n - 1 / TEST_SHARE) < 0.03, `${test}`);
  assert.deepEqual(SPLITS, ["train", "test"]);
});

Deno.test("ticket counts are drawn evenly from the range, and describeDataset() counts them", () => {
  const samples = [...lottoDataset({ seed: 8, tickets: { min: 3, max: 6 }, invalid: 0.1 }).take(8000)];
  const statistics = describeDataset(samples);
  assert.deepEqual([...statistics.byTicketCount.keys()].sort(), [3, 4, 5, 6]);
  for (const count of statistics.byTicketCount.values()) assert.ok(Math.abs(count - 1800) < 200);
  assert.equal(statistics.samples, 8000);
  assert.equal([...statistics.byTicketCount.values()].reduce((a, b) => a + b) + statistics.invalid, 8000);
  assert.equal(statistics.numbers.reduce((a, b) => a + b), 6 * statistics.tickets);
  assert.equal(statistics.byRate.get(0), statistics.withoutWin);
});

Deno.test("options out of range are refused with the value found", () => {
  assert.throws(() => lottoDataset({ seed: 1.5 }), /seed must be a whole number from 0 to .*, got 1.5/);
  assert.throws(() => lottoDataset({ seed: -1 }), /seed must be a whole number from 0 to .*, got -1/);
  assert.throws(() => lottoDataset({ seed: 1, tickets: { min: 0, max: 3 } }), /got 0 and 3/);
  assert.throws(() => lottoDataset({ seed: 1, tickets: { min: 4, max: 3 } }), /got 4 and 3/);
  assert.throws(() => lottoDataset({ seed: 1, invalid: 2 }), /invalid must be a share/);
  assert.throws(() => lottoDataset({ seed: 1 }).at(-1), /index -1/);
});

Deno.test("a dataset file holds the samples line by line", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/train.jsonl`;
    const dataset = lottoDataset({ seed: 6, invalid: 0.1 });
    const written = await writeDataset(path, dataset.take(3000), { format: "taggedPrizes" });
    assert.equal(written.samples, 3000);
    assert.equal(written.bytes, (await Deno.stat(path)).size);
    const lines = (await Deno.readTextFile(path)).trimEnd().split("\n");
    assert.equal(lines.length, 3000);
    for (const [i, line] of lines.entries()) {
      const { prompt, answer } = JSON.parse(line), sample = dataset.at(i);
      assert.equal(prompt, printPrompt(sample.purchase, "taggedPrizes"));
      assert.equal(answer, printAnswer(sample.answer, "taggedPrizes"));
      assert.deepEqual(parsePrompt(prompt, "taggedPrizes"), sample.purchase);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("an interrupted or failing writer leaves the older file as it was, and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/train.jsonl`;
    await writeDataset(path, lottoDataset({ seed: 1 }).take(10), { format: "plain" });
    const before = await Deno.readTextFile(path);
    const failing = function* () {
      yield* lottoDataset({ seed: 2 }).take(10_000);
      throw new Error("the disk is full");
    };
    await assert.rejects(writeDataset(path, failing(), { format: "plain" }), /the disk is full/);
    const signal = AbortSignal.abort(new Error("stopped"));
    const samples = lottoDataset({ seed: 2 }).take(10);
    await assert.rejects(writeDataset(path, samples, { format: "plain", signal }), /stopped/);
    assert.equal(await Deno.readTextFile(path), before);
    assert.deepEqual([...Deno.readDirSync(folder)].map((entry) => entry.name), ["train.jsonl"]);
    const away = `${folder}/missing/train.jsonl`;
    await assert.rejects(writeDataset(away, samples, { format: "plain" }), Deno.errors.NotFound);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
