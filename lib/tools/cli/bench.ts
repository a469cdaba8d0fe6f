/**
 * `./course bench`: measures this library beside PyTorch, Hugging Face's tokenizers and tiktoken on this machine.
 */
import { join } from "node:path";
import { bench, BENCH_KINDS, type BenchKind, formatReport } from "../bench/mod.ts";
import { knownVersions, measuredOn } from "../bench/measured_on.ts";
import { type RecordedResult, recordResult } from "../../notebook/results.ts";
import { useDevice } from "../../engine/device/mod.ts";
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
  only?: BenchKind;
  pytorch: boolean;
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
  const kinds = o.only ? [o.only] : BENCH_KINDS;
  const torchPython = o.pytorch && kinds.some((kind) => kind !== "tokenizers")
    ? await setUpRival(PYTORCH)
    : null;
  const tokenizersPython = o.pytorch && kinds.includes("tokenizers") ? await setUpRival(TOKENIZERS) : null;
  const started = performance.now();
  const rows = await (async () => {
    using line = new ProgressLine();
    const onProgress = (text: string) => line.update(`  ${text}`);
    return await bench({
      torchPython,
      tokenizersPython,
      kinds,
      onProgress,
      shapes: o.shape,
      rounds: o.rounds,
    });
  })();
  const device = await useDevice({ quiet: true }); // as in the workers: it depends on the machine and COURSE_DEVICE only
  const measured = measuredOn(device);
  const compared = { torch: torchPython, tokenizers: tokenizersPython, tiktoken: tokenizersPython };
  const result: RecordedResult = {
    name: o.record ?? "bench",
    command: ["./course bench", ...benchArguments(o)].join(" "),
    ...measured,
    seed: 0,
    minutes: Math.round((performance.now() - started) / 6000) / 10,
    versions: { ...measured.versions, ...await packageVersions(compared) },
    rows: rows.map((row) => ({ ...row })),
  };
  if (o.json) print(JSON.stringify(result, null, 2));
  else print(formatReport(rows));
  if (o.record) say(`recorded in ${recordResult(result)}.`);
}

function benchArguments({ shape, rounds, only, pytorch }: BenchCommandOptions): string[] {
  return [
    ...(shape ? ["--shape", ...shape] : []),
    ...(rounds ? ["--rounds", String(rounds)] : []),
    ...(only ? ["--only", only] : []),
    ...(pytorch ? [] : ["--no-pytorch"]),
  ];
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
