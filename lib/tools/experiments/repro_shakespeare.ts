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
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readCorpus } from "../../corpora/mod.ts";
import { recordResult } from "../../notebook/mod.ts";
import { findTorchPython } from "../../interop/mod.ts";
import { useDevice } from "../../engine/device/mod.ts";
import { bitsPerByte } from "../../training/mod.ts";
import { knownVersions, measuredOn } from "../bench/measured_on.ts";
import { NanoGPT } from "../bench/shakespeare/nanogpt.ts";
import { compareSides, formatComparison } from "../bench/shakespeare/report.ts";
import {
  findRow,
  fingerprint,
  readRows,
  type ReproRow,
  type RunKey,
  saveRow,
} from "../bench/shakespeare/rows.ts";
import {
  makeTask,
  SETTINGS,
  STEPS,
  type Task,
  type Trained,
  type TrainOptions,
} from "../bench/shakespeare/settings.ts";
import { trainOurs } from "../bench/shakespeare/train_ours.ts";
import { wholeNumbers } from "./whole_numbers.ts";

const DOWNLOADED = new URL("../../../data/downloads/tinyshakespeare/tinyshakespeare.txt", import.meta.url);
const ROWS = new URL("../../../.course/repro-shakespeare.json", import.meta.url);

const USAGE =
  `deno task repro:shakespeare [--corpus FILE] [--seeds N,N,…] [--steps N] [--only SIDE] [--record]

  --corpus FILE  tinyshakespeare; default: where "./course data tinyshakespeare" puts it
  --seeds N,N,…  one training of each side per seed (initial weights, order of the data); default 11,12,13,14,15
  --steps N      default ${STEPS}, nanoGPT's; fewer only to try the command
  --only SIDE    "ours" or "nanoGPT"; default: both. nanoGPT needs PyTorch, which "./course bench" installs
  --rows FILE    the finished trainings; default .course/repro-shakespeare.json
  --record       save the result in assets/results/repro-shakespeare.json`;

interface Runner {
  readonly key: Omit<RunKey, "seed">;
  readonly train: (o: TrainOptions) => Promise<Trained>;
}

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      corpus: { type: "string" },
      seeds: { type: "string", default: "11,12,13,14,15" },
      steps: { type: "string", default: String(STEPS) },
      only: { type: "string" },
      rows: { type: "string", default: fileURLToPath(ROWS) },
      record: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (flags.help) return console.log(USAGE);
  const seeds = wholeNumbers("repro:shakespeare: --seeds", flags.seeds, { least: 0 });
  const least = SETTINGS.warmupSteps + 1;
  const [steps] = wholeNumbers("repro:shakespeare: --steps", flags.steps, { least, most: 1 });
  if (flags.only !== undefined && flags.only !== "ours" && flags.only !== "nanoGPT") {
    throw new RangeError(`repro:shakespeare: --only is "ours" or "nanoGPT", got "${flags.only}"`);
  }
  if (flags.record && (steps !== STEPS || flags.only !== undefined)) {
    throw new RangeError(`repro:shakespeare: --record saves only runs of ${STEPS} steps and of both sides`);
  }
  const text = await readText(flags.corpus ?? fileURLToPath(DOWNLOADED));
  const shared = { steps, corpus: await fingerprint(text) };
  const task = makeTask(text);
  await using stack = new AsyncDisposableStack();
  const device = await useDevice();
  const runners = [
    ...flags.only !== "nanoGPT"
      ? [ours(task, { ...shared, device: device.kind, versions: knownVersions(device.versions) })]
      : [],
    ...flags.only !== "ours" ? [await nanoGPT(task, shared, stack)] : [],
  ];
  const rows: ReproRow[] = [];
  for (const seed of seeds) {
    for (const { key, train } of runners) {
      const done = findRow(await readRows(flags.rows), { ...key, seed });
      console.log(
        `\n${key.side}, seed ${seed}${done ? `: done already, ${done.validationLoss.toFixed(4)}` : ""}`,
      );
      const row = done ?? { ...key, seed, ...await train({ seed, steps, onProgress: console.log }) };
      if (!done) await saveRow(flags.rows, row);
      rows.push(row);
    }
  }
  console.log(
    `\nafter ${steps} steps, nats per character over the whole validation split:\n${formatComparison(rows)}`,
  );
  const { sides, difference, isLevel } = compareSides(rows);
  if (flags.record) {
    const path = recordResult({
      name: "repro-shakespeare",
      command: `deno task repro:shakespeare --seeds ${flags.seeds} --record`,
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

async function readText(path: string): Promise<string> {
  try {
    return (await readCorpus(path)).text;
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new Error(
      `tinyshakespeare is not at ${path}. Fetch it with "./course data tinyshakespeare" or give --corpus FILE`,
      { cause },
    );
  }
}

if (import.meta.main) await main();
