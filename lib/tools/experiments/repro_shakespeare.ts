/**
 * `deno task repro:shakespeare`: nanoGPT's CPU run on character-level tinyshakespeare, ours beside nanoGPT's own model.
 *
 * nanoGPT's README reports 1.88, an estimate from 20 random batches, which varies by more than 0.01. So its model is
 * trained here as well, written again in PyTorch (bench/pytorch/nanogpt.py), and both are measured on the same windows of
 * the whole validation split. A result varies by 0.01 to 0.02 with the seed. So each side has five seeds, chosen
 * beforehand, and the result is a mean with a 95 % interval. The exit status is 1 where ours is worse: the whole interval
 * of the difference is above 0.
 *
 * Every training is saved when it is done (bench/shakespeare/rows.ts); a run that was stopped goes on with the next one.
 */
import { createHash } from "node:crypto";
import { Command, Option } from "commander";
import { readCorpus } from "../../corpora/mod.ts";
import { recordResult } from "../../notebook/mod.ts";
import { findTorchPython } from "../../interop/mod.ts";
import { useDevice } from "../../engine/device/mod.ts";
import { projectPath } from "../../project_folder.ts";
import { bitsPerByte } from "../../training/mod.ts";
import { knownVersions, measuredOn } from "../bench/measured_on.ts";
import { NanoGPT } from "../bench/shakespeare/nanogpt.ts";
import { compareSides, formatComparison } from "../bench/shakespeare/report.ts";
import { findRow, type ReproRow, type RunKey, type Side, SIDES } from "../bench/shakespeare/rows.ts";
import {
  makeTask,
  SETTINGS,
  STEPS,
  type Task,
  type Trained,
  type TrainOptions,
} from "../bench/shakespeare/settings.ts";
import { trainOurs } from "../bench/shakespeare/train_ours.ts";
import { readStamp, writeStamp } from "../files.ts";
import { seedsOption } from "./flags.ts";
import { wholeNumbers } from "../whole_numbers.ts";

const TEXT = projectPath("data/downloads/tinyshakespeare/tinyshakespeare.txt");
const ROWS = projectPath(".course/repro-shakespeare.json");

interface Flags {
  readonly seeds: readonly number[];
  readonly steps: number;
  readonly only?: Side;
  readonly record: boolean;
}

interface Runner {
  readonly key: Omit<RunKey, "seed">;
  readonly train: (o: TrainOptions) => Promise<Trained>;
}

async function main({ seeds, steps, only, record }: Flags): Promise<void> {
  const text = await readText();
  const shared = { steps, corpus: createHash("sha256").update(text).digest("hex").slice(0, 16) };
  const task = makeTask(text);
  await using stack = new AsyncDisposableStack();
  const device = await useDevice();
  const runners = [
    ...only !== "nanoGPT"
      ? [ours(task, { ...shared, device: device.kind, versions: knownVersions(device.versions) })]
      : [],
    ...only !== "ours" ? [await nanoGPT(task, shared, stack)] : [],
  ];
  const rows: ReproRow[] = [];
  for (const seed of seeds) {
    for (const { key, train } of runners) {
      const earlier = await readStamp<ReproRow[]>(ROWS) ?? [], done = findRow(earlier, { ...key, seed });
      console.log(
        `\n${key.side}, seed ${seed}${done ? `: done already, ${done.validationLoss.toFixed(4)}` : ""}`,
      );
      const row = done ?? { ...key, seed, ...await train({ seed, steps, onProgress: console.log }) };
      if (!done) await writeStamp(ROWS, [...earlier, row]);
      rows.push(row);
    }
  }
  console.log(`\nafter ${steps} steps: ${formatComparison(rows)}`);
  const { sides, difference, isLevel } = compareSides(rows);
  if (record) {
    const path = recordResult({
      name: "repro-shakespeare",
      command: `deno task repro:shakespeare --seeds ${seeds} --record`,
      ...measuredOn(device),
      seed: seeds[0],
      // of all trainings, those of earlier starts included
      minutes: rows.reduce((sum, row) => sum + trainingSeconds(row, task), 0) / 60,
      versions: Object.assign({}, ...runners.map(({ key }) => key.versions)),
      // tinyshakespeare is ASCII: one byte per character
      rows: [...rows.map((row) => ({ ...row, validationBitsPerByte: bitsPerByte(row.validationLoss, 1) })), {
        ...sides,
        difference,
      }],
    });
    console.log(`recorded in ${path}`);
  }
  if (!isLevel) Deno.exitCode = 1;
}

function trainingSeconds({ steps, tokensPerSecond }: ReproRow, { config: { blockSize } }: Task): number {
  return steps * SETTINGS.batchSize * blockSize / tokensPerSecond;
}

function ours(task: Task, key: Omit<RunKey, "seed" | "side">): Runner {
  return { key: { side: "ours", ...key }, train: (o) => trainOurs(task, o) };
}

async function nanoGPT(
  task: Task,
  shared: Pick<RunKey, "steps" | "corpus">,
  stack: AsyncDisposableStack,
): Promise<Runner> {
  const python = await findTorchPython();
  if (python === null) {
    throw new Error(
      "repro:shakespeare: nanoGPT's model needs a Python with PyTorch and transformers, and there is none. " +
        '"./course bench" installs one, COURSE_TORCH_PYTHON names another; --only ours needs none',
    );
  }
  const model = stack.use(await NanoGPT.start(python, task));
  const key = {
    side: "nanoGPT" as const,
    ...shared,
    device: model.device,
    versions: { torch: model.version },
  };
  return { key, train: (o) => model.train(o) };
}

async function readText(): Promise<string> {
  try {
    return (await readCorpus(TEXT)).text;
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new Error(`tinyshakespeare is not at ${TEXT}. Fetch it with "./course data tinyshakespeare"`, {
      cause,
    });
  }
}

if (import.meta.main) {
  // The learning rate needs steps after its warm-up.
  const stepCount = (text: string) =>
    wholeNumbers("--steps", text, { least: SETTINGS.warmupSteps + 1, most: 1 })[0];
  await new Command("deno task repro:shakespeare")
    .addOption(seedsOption([11, 12, 13, 14, 15]))
    .addOption(
      new Option("--steps <number>", "nanoGPT's; fewer only to try the command")
        .argParser(stepCount).default(STEPS).conflicts("record"),
    )
    .addOption(
      new Option("--only <side>", 'default: both. nanoGPT needs PyTorch, which "./course bench" installs')
        .choices(SIDES).conflicts("record"),
    )
    .option("--record", "save the result in assets/results/repro-shakespeare.json", false)
    .action(main).parseAsync();
}
