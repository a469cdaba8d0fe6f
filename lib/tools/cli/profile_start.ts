/**
 * How long the first useful second takes: from a command to an open JupyterLab, a first cell, a first training step and a
 * first token.
 *
 *     ./course deno task profile:start [--rounds 5] [--no-lab]
 *
 * Each round starts new processes, because only the first time counts. The table has medians and the processor's time,
 * which another load on the machine changes less. What the course installs must be there.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { median } from "../../statistics/mod.ts";
import { rowsTable } from "../bench/report.ts";
import { layout } from "../layout.ts";
import { run } from "../subprocess.ts";
import { wholeNumbers } from "../whole_numbers.ts";
import { executeNotebook } from "./execute.ts";

/** Seconds since the beginning of its group; seconds of the processor where they are known. */
export interface Stage {
  readonly name: string;
  readonly seconds: number;
  readonly cpuSeconds?: number;
}

/** What a new process does, in this order. Each line ends a stage: its name, and the code. */
const PROGRAM: readonly (readonly [name: string, code: string])[] = [
  ["Deno started", ""],
  ["lib/notebook imported", `const { connectKernel } = await import("lib/notebook"); void connectKernel;`],
  [
    "TensorFlow.js and lib/engine imported",
    `const tf = await import("@tensorflow/tfjs"); const { jit, useDevice } = await import("lib/engine");`,
  ],
  ["the device is chosen", `await useDevice({ quiet: true });`],
  ["first op", `await tf.add(1, 2).data();`],
  [
    "a GPT of 0.12 M parameters",
    `const { initGPT, gpt, generate } = await import("lib/gpt"); const { seed } = await import("lib/nn");
     const { train, crossEntropy } = await import("lib/training");
     const config = { nLayer: 2, nEmbd: 64, nHead: 2, blockSize: 64, vocabSize: 256, dropout: 0, qkvBias: true, tiedHead: true };
     const params = initGPT(config, seed(0));`,
  ],
  [
    "first compiled training step",
    `const ids = Int32Array.from({ length: 256 }, (_, i) => i), batch = { x: ids, y: ids, shape: [4, 64] };
     await train({
       params, loss: (params, { x, y }) => crossEntropy(gpt(params, config, x), y),
       batches: { batchSize: 4, blockSize: 64, stepsPerEpoch: 1, at: () => batch },
       vocabSize: 256, steps: 1, learningRate: 1e-3, compile: jit,
     });`,
  ],
  [
    "first token, compiled",
    `for await (const _ of generate({ params, config }, [[0]], { maxNewTokens: 1, seed: 1, compile: jit }));`,
  ],
];

/** Runs a program's stages in a new process. @param compiled the folder of programs that XLA compiled before */
export async function processStages(program = PROGRAM, compiled = "off"): Promise<Stage[]> {
  const folder = await Deno.makeTempDir();
  try {
    const file = join(folder, "stages.ts");
    const report = (name: string) =>
      `{ const { user, system } = process.cpuUsage();
         console.log(JSON.stringify({ name: ${
        JSON.stringify(name)
      }, at: Date.now(), cpuSeconds: (user + system) / 1e6 })); }`;
    const body = program.map(([name, code]) => `${code}\n${report(name)}`).join("\n");
    await Deno.writeTextFile(file, `import process from "node:process";\n${body}`);
    const start = Date.now(), stages: Stage[] = [];
    const config = join(layout.root, "deno.json");
    const args = ["run", "--allow-all", "--no-check", "--cached-only", "--config", config, file];
    const { code, tail } = await run(Deno.execPath(), args, {
      env: { COURSE_COMPILATION_CACHE: compiled },
      onLine: (line, stream) => {
        if (stream !== "stdout" || !line.startsWith("{")) return;
        const { name, at, cpuSeconds } = JSON.parse(line);
        stages.push({ name, seconds: (at - start) / 1000, cpuSeconds });
      },
    });
    if (code !== 0) throw new Error(`measuring the stages of a process: ${tail.join("\n")}`);
    return stages;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const CELLS = [
  ["first cell: 1 + 1", "1 + 1"],
  [
    "first cell of a notebook: imports and device",
    `import { connectKernel } from "lib/notebook";\nimport { useDevice } from "lib/engine";\nconnectKernel();\nvoid await useDevice();`,
  ],
  [
    "first figure",
    `import { lineChart } from "lib/notebook/plot";\nlineChart([{ name: "a", x: [0, 1], y: [1, 2] }], { title: "t", xLabel: "x", yLabel: "y" });`,
  ],
] as const;

/** Starts a kernel as JupyterLab does, by nbclient, and runs cells in it. */
async function kernelStages(): Promise<Stage[]> {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "start.ipynb");
    const cells = CELLS.map(([, source], i) => (
      { cell_type: "code", id: `cell-${i}`, metadata: {}, execution_count: null, outputs: [], source }
    ));
    const metadata = { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } };
    await Deno.writeTextFile(path, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
    const start = performance.now(), stages: Stage[] = [];
    const add = (name: string) => stages.push({ name, seconds: (performance.now() - start) / 1000 });
    const { failure } = await executeNotebook(path, {
      folder: layout.notebooks,
      onProgress: ({ kind, cell }) => {
        if (kind === "start" && cell === 1) add("Python, nbclient and the kernel started");
        if (kind === "end") add(CELLS[cell - 1][0]);
      },
    });
    if (failure) throw new Error(`measuring a kernel: ${failure.name}: ${failure.message}`);
    return stages;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** `./course lab --no-browser` until it shows its address. */
async function labStages(): Promise<Stage[]> {
  const start = performance.now(), stop = new AbortController();
  let seconds: number | undefined;
  const { tail } = await run(join(layout.root, "course"), ["lab", "--no-browser"], {
    signal: stop.signal,
    onLine: (line) => {
      if (!line.includes("token=")) return;
      seconds ??= (performance.now() - start) / 1000;
      stop.abort();
    },
  });
  if (seconds === undefined) throw new Error(`./course lab ended without an address: ${tail.join("\n")}`);
  return [{ name: "./course lab shows its address", seconds }];
}

/** The medians of rounds that have the same stages. */
export function medianStages(rounds: readonly (readonly Stage[])[]): Stage[] {
  return rounds[0].map(({ name }, i) => {
    const cpu = rounds.flatMap((stages) => stages[i].cpuSeconds ?? []);
    const seconds = median(rounds.map((stages) => stages[i].seconds));
    return { name, seconds, ...(cpu.length > 0 ? { cpuSeconds: median(cpu) } : {}) };
  });
}

/** A table: each stage's end since the beginning, its own time, and its own time of the processor. */
export function formatStages(title: string, stages: readonly Stage[]): string {
  const rows = stages.map(({ name, seconds, cpuSeconds }, i) => {
    const before = stages[i - 1];
    const own = seconds - (before?.seconds ?? 0), ownCPU = (cpuSeconds ?? NaN) - (before?.cpuSeconds ?? 0);
    return { name, seconds, own, ownCPU };
  });
  return rowsTable(title, rows, {
    "stage": ({ name }) => name,
    "s since the start": ({ seconds }) => seconds.toFixed(2),
    "s of its own": ({ own }) => own.toFixed(2),
    "of the processor": ({ ownCPU }) => Number.isNaN(ownCPU) ? "–" : ownCPU.toFixed(2),
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: "string", default: "5" }, "no-lab": { type: "boolean" } },
  });
  const [count] = wholeNumbers("profile:start: --rounds", values.rounds, { most: 1 });
  const compiled = await Deno.makeTempDir();
  await processStages(PROGRAM, compiled);
  const groups: [string, () => Promise<Stage[]>][] = [
    ["A process, nothing compiled before", () => processStages()],
    ["A process, its programs compiled by an earlier one", () => processStages(PROGRAM, compiled)],
    ["A kernel", kernelStages],
    ...(values["no-lab"] ? [] : [["JupyterLab", labStages] as [string, () => Promise<Stage[]>]]),
  ];
  for (const [title, measure] of groups) {
    const rounds: Stage[][] = [];
    for (let i = 0; i < count; i++) rounds.push(await measure());
    console.log(`${formatStages(`${title}, medians of ${rounds.length}`, medianStages(rounds))}\n`);
  }
  await Deno.remove(compiled, { recursive: true });
}

if (import.meta.main) await main();
