import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { tidyTree } from "../../../lib/engine/ops/mod.ts";
import { initGPT, type SampleOptions } from "../../../lib/gpt/mod.ts";
import { disposeParams, seed } from "../../../lib/nn/mod.ts";
import { scratchpadConfig } from "../../../lib/lotto/scratchpad/scratchpad_training.ts";
import { END, scratchpadCodec, scratchpadLabels, TICKET_NUMBER_TOKENS } from "lib/lotto/scratchpad";
import { frequentHits } from "../../../lib/lotto/experiments/frequent_hits.ts";
import type { LottoWriter } from "../../../lib/lotto/experiments/measure_lotto.ts";
import { measureLotto, modelWriter, zerosWriter } from "lib/lotto/experiments";
import {
  checkPurchase,
  countMatches,
  draws,
  lottoDataset,
  naturalTickets,
  playLotto,
  printAnswer,
  RANKS,
  readAnswer,
  splitAtLabels,
  splitOf,
} from "lib/lotto";
import { EXPERIMENTS, experimentsNamed } from "../../../lib/lotto/experiments/experiments.ts";

/** Answers as the machine does. */
const oracle: LottoWriter = {
  format: "taggedPrizes",
  answer: (purchases) =>
    Promise.resolve(purchases.map((purchase, i) => {
      const count = checkPurchase(purchase) ? 0 : purchase.money / 1000;
      const tickets = naturalTickets(purchase, { count, random: draws(9, i) });
      return printAnswer(playLotto(purchase, tickets), "taggedPrizes");
    })),
  labels: (tasks) =>
    Promise.resolve(
      tasks.map(({ purchase, tickets }) =>
        splitAtLabels(printAnswer(playLotto(purchase, tickets), "taggedPrizes"))[1]
      ),
    ),
};
const counts = { natural: 300, greedy: 40, frequent: 300, rigged: 300, balanced: 300, invalid: 70 };

Deno.test("the machine itself scores everything", async () => {
  const scores = await measureLotto(oracle, counts);
  for (const score of Object.values(scores)) assert.equal(score.right, score.total);
  assert.deepEqual(Object.values(scores).map((score) => score.total), [300, 40, 300, 300, 300, 70]);
});

Deno.test("labels are asked for in the writer's own format", async () => {
  const formats: string[] = [];
  const plain: LottoWriter = {
    ...oracle,
    format: "plainPrizes",
    labels: (tasks) => {
      formats.push(...tasks.map(({ text }) => text.split("\n")[0].split("=")[0]));
      return oracle.labels(tasks);
    },
  };
  const scores = await measureLotto(plain, { natural: 0, frequent: 0, rigged: 9, balanced: 9, invalid: 0 });
  assert.deepEqual([scores.rigged!.right, scores.balanced!.right], [9, 9]);
  assert.deepEqual(new Set(formats), new Set(["money"]));
});

Deno.test("ascending tickets are required unless the blog's grader is asked for", async () => {
  const reversed: LottoWriter = {
    ...oracle,
    answer: async (purchases) =>
      (await oracle.answer(purchases)).map((text) =>
        text.replace(/\[([\d,]+)\]/g, (_, numbers) => `[${numbers.split(",").reverse()}]`)
      ),
  };
  const prompts = { natural: 20, frequent: 0, balanced: 0, invalid: 0 };
  assert.equal((await measureLotto(reversed, prompts)).natural!.right, 0);
  assert.equal((await measureLotto(reversed, { ...prompts, ascending: false })).natural!.right, 20);
});

Deno.test("zeros score three quarters by chance, and nothing where there is something to count", async () => {
  const scores = await measureLotto(zerosWriter({ seed: 9 }), counts);
  assert.ok(scores.natural!.share > 0.7 && scores.natural!.share < 0.86);
  assert.equal(scores.frequent!.right, 0);
  assert.ok(scores.rigged!.share > 0.48 && scores.rigged!.share < 0.62); // a hit is forced into 30 %
  assert.ok(scores.balanced!.share < 0.15);
  assert.equal(scores.invalid!.right, 0);
});

Deno.test("a kind of which no prompts are wanted is left out", async () => {
  assert.deepEqual(
    Object.keys(await measureLotto(oracle, { ...counts, greedy: 0, frequent: 0, natural: 0 })),
    [
      "rigged",
      "balanced",
      "invalid",
    ],
  );
});

Deno.test("frequent hits: test prompts on which a printed ticket wins", async () => {
  const purchases = [...lottoDataset({ seed: 2, split: "test" }).take(60)].map((sample) => sample.purchase);
  const answers = await oracle.answer(purchases);
  const hit = frequentHits(purchases, answers, { seed: 1 });
  const ranks = new Set<string>();
  hit.forEach((purchase, i) => {
    assert.equal(checkPurchase(purchase), null);
    assert.equal(splitOf(purchase), "test");
    assert.equal(purchase.money, purchases[i].money);
    const read = readAnswer(answers[i]);
    assert.ok("tickets" in read);
    const won = RANKS.filter((rank) => countMatches(read.tickets, purchase)[rank] > 0);
    assert.ok(won.length > 0);
    won.forEach((rank) => ranks.add(rank));
  });
  assert.equal(ranks.size, RANKS.length);
});

Deno.test("frequent hits: a ticket with a number twice or out of range cannot win; without another the prompt stays", () => {
  const purchase = { money: 2000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
  const answer = (tickets: string) =>
    `<OUT>\n티켓수=2\n구매번호:\n${tickets}\n3개일치 (5000원) = 0\n4개일치 (50000원) = 0\n` +
    "5개일치 (1500000원) = 0\n5개보너스일치 (30000000원) = 0\n6개일치 (2000000000원) = 0\n수익률=0.0%\n</OUT>";
  const many = (text: string) => Array.from({ length: 40 }, () => text); // of each rank some
  const hopeless = answer("[9,9,9,9,9,9]\n[10,20,30,40,44,46]");
  assert.ok("tickets" in readAnswer(hopeless));
  assert.deepEqual(
    new Set(frequentHits(many("").map(() => purchase), many(hopeless), { seed: 1 })),
    new Set([purchase]),
  );
  const half = answer("[9,9,9,9,9,9]\n[10,20,30,40,44,45]");
  for (const hit of frequentHits(many("").map(() => purchase), many(half), { seed: 1 })) {
    assert.equal(checkPurchase(hit), null);
    assert.ok(hit.winning.filter((n) => [10, 20, 30, 40, 44, 45].includes(n)).length >= 3);
  }
});

Deno.test("experiments have different names, and an unknown name lists them", () => {
  assert.equal(new Set(EXPERIMENTS.map((e) => e.name)).size, EXPERIMENTS.length);
  assert.deepEqual(experimentsNamed(["final", "zeros"]).map((e) => e.name), ["zeros", "final"]);
  assert.throws(() => experimentsNamed(["finale"]), /there is no experiment "finale"; there are zeros, /);
});

Deno.test("a scratchpad model is also tested beyond its 20 tickets, and with every token sampled", async () => {
  await tf.setBackend("cpu");
  const config = scratchpadConfig({ nLayer: 1, nHead: 1, nEmbd: 4 });
  const model = { params: tidyTree(() => initGPT(config, seed(3))), config };
  const codec = scratchpadCodec();
  const writer = (sampling?: SampleOptions) =>
    modelWriter({
      ...{ model, codec, format: "taggedPrizes", stopTokens: [END], sampleOnly: TICKET_NUMBER_TOKENS },
      labels: scratchpadLabels(model),
    }, { seed: 1, sampling: { ...sampling, maxNewTokens: 30 } as SampleOptions });
  const only = { natural: 3, frequent: 0, balanced: 0, invalid: 0 };
  const { natural } = await measureLotto(writer(), { ...only, tickets: { min: 21, max: 30 } });
  assert.deepEqual([natural!.right, natural!.total], [0, 3]);
  const [purchase] = [...lottoDataset({ seed: 2, split: "test" }).take(1)].map((sample) => sample.purchase);
  const [computed] = await writer().answer([purchase]);
  const [sampled] = await writer({ temperature: 1, sampleOnly: undefined }).answer([purchase]);
  assert.notEqual(sampled, computed);
  disposeParams(model.params);
});
