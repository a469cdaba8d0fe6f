/**
 * `./course bench`: measures this library beside PyTorch, Hugging Face's tokenizers and tiktoken on this machine.
 */
import { bench, BENCH_KINDS, type BenchKind, type BenchOptions, formatReport } from "../bench/mod.ts";
import { describeMachine, type RecordedResult, recordResult } from "../../notebook/results.ts";
import { type Device, useDevice } from "../../engine/device/mod.ts";
import { ProgressLine } from "./progress_line.ts";
import { setUpPyTorch, setUpTokenizers } from "./rivals.ts";
import { setUp } from "./setup.ts";
import { outputOf } from "../subprocess.ts";
import { print, say } from "../terminal.ts";

export interface BenchCommandOptions {
  shape?: string[];
  rounds?: number;
  only?: BenchKind;
  /** False with --no-pytorch: nothing to compare with. */
  pytorch: boolean;
  json?: boolean;
  /** The name under which the result is kept in assets/results/. */
  record?: string;
}

export async function benchCommand(o: BenchCommandOptions): Promise<void> {
  await setUp();
  const kinds = o.only ? [o.only] : BENCH_KINDS;
  const torchPython = o.pytorch && kinds.some((kind) => kind !== "tokenizers") ? await setUpPyTorch() : null;
  const tokenizersPython = o.pytorch && kinds.includes("tokenizers") ? await setUpTokenizers() : null;
  const started = performance.now();
  const rows = await (async () => {
    using line = new ProgressLine();
    return await bench(
      {
        torchPython,
        tokenizersPython,
        kinds,
        onProgress: (text) => line.update(`  ${text}`),
        ...(o.shape ? { shapes: o.shape } : {}),
        ...(o.rounds ? { rounds: o.rounds } : {}),
      } satisfies BenchOptions,
    );
  })();
  const device = await useDevice({ quiet: true }); // the workers' choice: it depends on the machine and COURSE_DEVICE alone
  const result: RecordedResult = {
    name: o.record ?? "bench",
    command: ["./course bench", ...benchArguments(o)].join(" "),
    date: new Date().toISOString().slice(0, 10),
    seed: 0,
    minutes: Math.round((performance.now() - started) / 6000) / 10,
    machine: describeMachine(device.kind === "cuda" || device.kind === "webgpu" ? device.name : undefined),
    versions: await versions(device, {
      torch: torchPython,
      tokenizers: tokenizersPython,
      tiktoken: tokenizersPython,
    }),
    rows: rows.map((row) => ({ ...row })),
  };
  if (o.json) print(JSON.stringify(result, null, 2));
  else print(formatReport(rows));
  if (o.record) say(`recorded in ${recordResult(result)}.`);
}

/** The options again, as a person would type them. */
function benchArguments({ shape, rounds, only, pytorch }: BenchCommandOptions): string[] {
  return [
    ...(shape ? ["--shape", ...shape] : []),
    ...(rounds ? ["--rounds", String(rounds)] : []),
    ...(only ? ["--only", only] : []),
    ...(pytorch ? [] : ["--no-pytorch"]),
  ];
}

/** The versions of the engine and of the packages that it was compared with. */
async function versions(
  device: Device,
  packages: Record<string, string | null>,
): Promise<Record<string, string>> {
  const all: Record<string, string | null> = { ...device.versions };
  for (const [name, python] of Object.entries(packages)) {
    all[name] = python && await outputOf(python, ["-c", `import ${name}; print(${name}.__version__)`]) ||
      null;
  }
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}
