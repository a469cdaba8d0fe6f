/**
 * `deno task experiments:rewards`: what training with rewards makes of a weak scratchpad model (notebook 13).
 *
 * Each row is one training from the same weak start, which is measured once, on the same held-out prompts as the trained
 * model. --record saves each row in assets/results/rewards.json as it ends; rows recorded already are skipped.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import type { Model } from "../../gpt/mod.ts";
import {
  measureRewarded,
  REWARD_TICKETS,
  REWARD_VARIANTS,
  trainWeakStart,
  WEAK_START,
  WEAK_START_STEPS,
} from "../../lotto/experiments/reward_experiments.ts";
import { trainWithRewards } from "../../lotto/experiments/reward_training.ts";
import { drawnTickets } from "../../lotto/experiments/drawn_tickets.ts";
import { sampleAnswers } from "../../lotto/experiments/sampled_answers.ts";
import { readScratchpadModel, saveScratchpadModel } from "../../lotto/scratchpad/mod.ts";
import { disposeParams } from "../../nn/mod.ts";
import {
  readResult,
  recordResult,
  type RewardRow,
  type RewardScores,
  WEAK_START_FILE,
} from "../../notebook/mod.ts";
import { wilsonInterval } from "../../statistics/mod.ts";
import { measuredOn } from "../bench/measured_on.ts";
import { wholeNumbers } from "./whole_numbers.ts";

const USAGE = `deno task experiments:rewards [NAME …]

  NAME …        variants; without a name, lists them
  --start       first train the weak start (seed 1) and write its weights in assets/models/
  --seeds N,…   one training per seed; default 1
  --record      save each row in assets/results/rewards.json; rows recorded already are skipped`;

/** Prompts of each test, and the learning curve's points: about four, and never more often than every 15 steps. */
const PROMPTS = { natural: 100, frequent: 100, balanced: 200 },
  SAMPLED_PROMPTS = 48,
  CURVE = { least: 15, points: 4, prompts: 200 };

async function main(): Promise<void> {
  const { values: flags, positionals: names } = parseArgs({
    allowPositionals: true,
    options: {
      start: { type: "boolean", default: false },
      seeds: { type: "string", default: "1" },
      record: { type: "boolean", default: false },
    },
  });
  const unknown = names.find((name) => !(name in REWARD_VARIANTS));
  if (unknown !== undefined || names.length === 0 && !flags.start) {
    console.log(
      unknown === undefined ? USAGE : `experiments:rewards: there is no variant "${unknown}"\n\n${USAGE}`,
    );
    for (const [name, { what }] of Object.entries(REWARD_VARIANTS)) {
      console.log(`  ${name.padEnd(16)}${what}`);
    }
    if (unknown !== undefined) Deno.exitCode = 1;
    return;
  }
  const seeds = wholeNumbers("experiments:rewards: --seeds", flags.seeds);
  const device = await useDevice();
  let before = flags.start ? await saveWeakStart() : undefined;
  const { model: start } = await readScratchpadModel(WEAK_START_FILE);
  for (const seed of seeds) {
    for (const name of names) {
      const rows = () => (readResult("rewards")?.rows ?? []) as unknown as RewardRow[];
      console.log(`\n${name}, seed ${seed}: ${REWARD_VARIANTS[name].what}`);
      if (flags.record && rows().some((row) => row.name === name && row.seed === seed)) {
        console.log("recorded already");
        continue;
      }
      before ??= recordedStart(rows()) ?? await measure(start);
      const row = await runVariant(start, { name, seed, before });
      if (!flags.record) continue;
      const order = Object.keys(REWARD_VARIANTS);
      const all = [...rows(), row].sort((a, b) =>
        order.indexOf(a.name) - order.indexOf(b.name) || a.seed - b.seed
      );
      const path = recordResult({
        name: "rewards",
        command: "deno task experiments:rewards NAME … --seeds N,… --record",
        ...measuredOn(device),
        seed: 1,
        minutes: all.reduce((sum, { minutes }) => sum + minutes, 0),
        rows: all.map((one) => ({ ...one })),
      });
      console.log(`recorded in ${path}`);
    }
  }
  disposeParams(start.params);
}

/** Trains the weak start, writes its weights, and returns its scores. */
async function saveWeakStart(): Promise<RewardScores> {
  const { model, tokens } = await trainWeakStart({ seed: 1, compile: jit });
  const found = await measure(model);
  const { sampled: _, drawn: __, ...tests } = found;
  await saveScratchpadModel(WEAK_START_FILE, {
    model,
    origin: {
      name: `weak start: ${WEAK_START_STEPS} of ${WEAK_START.steps} steps`,
      command: "./course deno task experiments:rewards --start",
      seed: 1,
      tokens,
      scores: Object.fromEntries(
        Object.entries(tests).map(([test, { right, total }]) => {
          const { low, high } = wilsonInterval(right, total);
          return [test, { right, total, low, high }];
        }),
      ),
    },
  });
  disposeParams(model.params);
  console.log(`written: ${WEAK_START_FILE}`);
  return found;
}

/** Scores on the test prompts of every row. */
async function measure(model: Model): Promise<RewardScores> {
  const began = performance.now();
  const scores = await measureRewarded(model, { ...PROMPTS, seed: 1, compile: jit });
  const sampled = await sampleAnswers(model, { prompts: SAMPLED_PROMPTS, seed: 1, compile: jit });
  const of = ({ right, total }: { right: number; total: number }) => ({ right, total });
  const found = {
    natural: of(scores.natural!),
    frequent: of(scores.frequent!),
    balanced: of(scores.balanced!),
    sampled,
    drawn: await drawnTickets(model, {
      prompts: PROMPTS.natural,
      maxTickets: REWARD_TICKETS,
      seed: 1,
      compile: jit,
    }),
  };
  console.log(
    `  measured in ${((performance.now() - began) / 60_000).toFixed(1)} min: ${JSON.stringify(found)}`,
  );
  return found;
}

/** The weak start's scores, if a row has them; they do not depend on the row. */
function recordedStart(rows: readonly RewardRow[]): RewardScores | undefined {
  return rows.find(({ before }) => before.drawn)?.before;
}

async function runVariant(
  start: Model,
  { name, seed, before }: { readonly name: string; readonly seed: number; readonly before: RewardScores },
): Promise<RewardRow> {
  const began = performance.now(), minutes = () => (performance.now() - began) / 60_000;
  const { what, options } = REWARD_VARIANTS[name];
  const curve = [{ step: 0, ...before.balanced }];
  const every = Math.max(CURVE.least, Math.round(options.steps / CURVE.points));
  const cpu = process.cpuUsage();
  const { model, history } = await trainWithRewards(start, {
    ...options,
    seed,
    compile: jit,
    async onStep({ step, reward, informative }, model) {
      if (step % every !== 0 || step === options.steps) return; // the last point is measured below
      const { balanced } = await measureRewarded(model, {
        natural: 0,
        frequent: 0,
        balanced: CURVE.prompts,
        seed: 1,
        compile: jit,
      });
      curve.push({ step, right: balanced!.right, total: balanced!.total });
      console.log(
        `  step ${step}, ${minutes().toFixed(1)} min: reward ${reward.toFixed(3)}, informative groups ${
          informative.toFixed(2)
        }, balanced ${balanced!.right} of ${balanced!.total}`,
      );
    },
  });
  const { user, system } = process.cpuUsage(cpu); // microseconds
  const after = await measure(model);
  curve.push({ step: options.steps, ...after.balanced });
  disposeParams(model.params);
  return {
    name,
    what,
    seed,
    completions: options.steps * options.prompts! * options.groupSize!,
    cpuMinutes: (user + system) / 60e6,
    minutes: minutes(),
    before,
    after,
    curve,
    rewards: history.map(({ reward }) => Number(reward.toFixed(4))),
  };
}

if (import.meta.main) await main();
