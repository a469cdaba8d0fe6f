/**
 * `./course bench`: measures this library beside PyTorch, Hugging Face's tokenizers and tiktoken on this machine.
 */
import { join, resolve } from "node:path";
import { findTorch } from "../bench/gpu/find_torch.ts";
import { bench, BENCH_KINDS, type BenchKind, formatReport, SHAPES } from "../bench/mod.ts";
import { rowsTable } from "../bench/report.ts";
import type { TuneRow } from "../bench/tune.ts";
import { knownVersions, measuredOn } from "../bench/measured_on.ts";
import { type RecordedResult, recordResult } from "../../notebook/results.ts";
import { useDevice } from "../../engine/device/mod.ts";
import { callerFolder } from "./caller_folder.ts";
import { ProgressLine } from "./progress_line.ts";
import { layout } from "../layout.ts";
import { setUp } from "./setup.ts";
import { withSetupLock } from "./setup_lock.ts";
import { setUpVenv, type VenvOptions } from "./virtual_environment.ts";
import { outputOf } from "../subprocess.ts";
import { print, say } from "../terminal.ts";

interface BenchCommandOptions {
  shape?: string[];
  rounds?: number;
  only?: BenchKind[];
  pytorch: boolean;
  tune?: boolean;
  pack?: string;
  json?: boolean;
  record?: string;
}

/** What the bench compares with, each in an environment of its own inside .course/. */
const PYTORCH: VenvOptions = {
  folder: layout.pytorchVenv,
  lock: "pytorch",
  what: "PyTorch for the comparison (about 3 GB, 6 GB unpacked)",
};
const TOKENIZERS: VenvOptions = {
  folder: layout.tokenizersVenv,
  lock: "tokenizers",
  what: "tokenizers and tiktoken for the comparison (about 15 MB)",
};

/** Installs the packages where they are missing; returns the Python that has them. */
async function setUpRival(o: VenvOptions): Promise<string> {
  await withSetupLock(() => setUpVenv(o));
  return join(o.folder, "bin", "python");
}

export async function benchCommand(o: BenchCommandOptions): Promise<void> {
  await setUp();
  if (o.pack !== undefined) return await pack(o.pack);
  if (o.tune) return await tune(o);
  const kinds = o.only ?? BENCH_KINDS;
  const torchPython = o.pytorch && kinds.some((kind) => kind !== "tokenizers")
    ? await setUpRival(PYTORCH)
    : null;
  const tokenizersPython = o.pytorch && kinds.includes("tokenizers") ? await setUpRival(TOKENIZERS) : null;
  const started = performance.now(), notes: string[] = [];
  const rows = await (async () => {
    using line = new ProgressLine();
    const onProgress = (text: string) => line.update(`  ${text}`);
    return await bench({
      torchPython,
      tokenizersPython,
      kinds,
      onProgress,
      onNote: (text) => notes.push(text),
      shapes: o.shape,
      rounds: o.rounds,
    });
  })();
  const device = await useDevice({ quiet: true }); // as in the workers: it depends on the machine and COURSE_DEVICE only
  const measured = measuredOn(device);
  if (torchPython && device.kind === "cuda") await warnOfProcessor(torchPython);
  const compared = { torch: torchPython, tokenizers: tokenizersPython, tiktoken: tokenizersPython };
  const result: RecordedResult = {
    name: o.record ?? "bench",
    command: ["./course", ...Deno.args].join(" "),
    ...measured,
    seed: 0,
    minutes: Math.round((performance.now() - started) / 6000) / 10,
    versions: { ...measured.versions, ...await packageVersions(compared) },
    rows: rows.map((row) => ({ ...row })),
  };
  if (o.json) print(JSON.stringify(result, null, 2));
  else print(formatReport(rows));
  notes.forEach((note) => say(note));
  if (o.record) say(`recorded in ${recordResult(result)}.`);
}

/** PyTorch is built for a newer CUDA than TensorFlow: a driver may be new enough for one of them only. */
async function warnOfProcessor(python: string): Promise<void> {
  const torch = await findTorch({ own: python });
  if (torch?.cuda !== false) return;
  say(
    `PyTorch ${torch.version} does not see the GPU, so its rows are the processor's; its CUDA may need a newer driver.`,
  );
}

async function pack(folder: string): Promise<void> {
  const { writePack } = await import("../bench/gpu/pack.ts");
  const path = resolve(callerFolder(), folder);
  await writePack(path);
  print(`${path} holds all that a machine without network needs: copy it there and run  sh measure.sh`);
}

/** Measures the modes of each class of shapes and keeps the result; classes that are not measured keep theirs. */
async function tune({ shape: names, rounds = 3 }: BenchCommandOptions): Promise<void> {
  const { keepTuning, measureModes } = await import("../bench/tune.ts");
  const device = await useDevice();
  if (device.kind !== "cuda" && device.kind !== "cpu") {
    say(`${device.kind} computes op by op, so there is nothing to tune.`);
    return;
  }
  const shapes = SHAPES.filter(({ name }) => names?.includes(name) ?? true);
  const rows: TuneRow[] = [];
  {
    using line = new ProgressLine();
    const onProgress = (text: string) => line.update(`  ${text}`);
    for await (const row of measureModes({ shapes, rounds, onProgress })) rows.push(row);
  }
  const tuning = keepTuning(device, rows);
  print(rowsTable("Modes of jit", rows, {
    "shape": ({ shape }) => shape,
    "what": ({ what }) => what,
    "class": ({ shapeClass }) => shapeClass,
    "mode": ({ mode, fused }) => `${mode}${fused ? "" : ", not fused"}`,
    "tokens/s": ({ tokensPerSecond }) => Math.round(tokensPerSecond).toLocaleString("en-US"),
  }));
  print(`\nkept in .course/tuning.json: ${JSON.stringify(tuning)}`);
}

/** The versions of the packages that were compared with, each read from its Python. */
async function packageVersions(packages: Record<string, string | null>): Promise<Record<string, string>> {
  const found: Record<string, string | null> = {};
  for (const [name, python] of Object.entries(packages)) {
    const script = `import ${name}; print(${name}.__version__)`;
    found[name] = python && await outputOf(python, ["-c", script]) || null;
  }
  return knownVersions(found);
}
