/**
 * `deno task experiments:rewards`: what training with rewards makes of a weak scratchpad model (notebook 13).
 *
 * Each row is one training from the same weak start, which is measured once, on the same held-out prompts as the trained
 * model. --record saves each row in assets/results/rewards.json as it ends; rows recorded already are skipped.
 */
import process from "node:process";
import { Argument, Command } from "commander";
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
import { readResult, type RewardRow, type RewardScores, WEAK_START_FILE } from "../../notebook/mod.ts";
import { wilsonInterval } from "../../statistics/mod.ts";
import { seedsOption } from "./flags.ts";
import { RecordedRows } from "./recorded_rows.ts";

const NAMES = Object.keys(REWARD_VARIANTS);

/** Prompts of each test, and the learning curve's points: about four, and never more often than every 15 steps. */
const PROMPTS = { natural: 100, frequent: 100, balanced: 200 },
  SAMPLED_PROMPTS = 48,
  CURVE = { least: 15, points: 4, prompts: 200 };

interface Flags {
  readonly start: boolean;
  readonly seeds: readonly number[];
  readonly record: boolean;
}

async function main(names: readonly string[], flags: Flags): Promise<void> {
  const { seeds, record } = flags, device = await useDevice();
  let before = flags.start ? await saveWeakStart() : undefined;
  const { model: start } = await readScratchpadModel(WEAK_START_FILE);
  const rows = new RecordedRows<RewardRow>({
    ...{ name: "rewards", device, record },
    command: "deno task experiments:rewards NAME … --seeds N,… --record",
    compare: (a, b) => NAMES.indexOf(a.name) - NAMES.indexOf(b.name) || a.seed - b.seed,
  });
  for (const seed of seeds) {
    for (const name of names) {
      console.log(`\n${name}, seed ${seed}: ${REWARD_VARIANTS[name].what}`);
      if (rows.has({ name, seed })) {
        console.log("recorded already");
        continue;
      }
      before ??= recordedStart() ?? await measure(start);
      rows.add(await runVariant(start, { name, seed, before }));
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
function recordedStart(): RewardScores | undefined {
  const rows = (readResult("rewards")?.rows ?? []) as unknown as RewardRow[];
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

if (import.meta.main) {
  const variants = Object.entries(REWARD_VARIANTS).map(([name, { what }]) => `  ${name.padEnd(16)}${what}`);
  const program = new Command("deno task experiments:rewards")
    .description(`The variants:\n${variants.join("\n")}`)
    .addArgument(new Argument("[name...]", "variants; without a name, this list").choices(NAMES))
    .option("--start", "first train the weak start (seed 1) and write its weights in assets/models/", false)
    .addOption(seedsOption([1]))
    .option("--record", "save rows in assets/results/rewards.json, and skip those that are there", false)
    .action((names, flags) => names.length > 0 || flags.start ? main(names, flags) : program.outputHelp());
  await program.parseAsync();
}
