/**
 * `./course bench`: the speed of this machine, ours beside PyTorch's; prints tables, or rows as data.
 */
import { bench, type BenchOptions, formatReport } from "../bench/mod.ts";
import { describeMachine, type RecordedResult, recordResult } from "../course/results.ts";
import { type Device, useDevice } from "../device/mod.ts";
import { ProgressLine } from "./progress_line.ts";
import { setUpPyTorch } from "./pytorch.ts";
import { setUp } from "./setup.ts";
import { say } from "./setup_lock.ts";
import { answer } from "./subprocess.ts";

export interface BenchCommandOptions {
  shape?: string[];
  rounds?: number;
  only?: "training" | "sampling";
  /** False with --no-pytorch. */
  pytorch: boolean;
  json?: boolean;
  /** The name under which the result is kept in assets/results/. */
  record?: string;
}

export async function benchCommand(o: BenchCommandOptions): Promise<void> {
  await setUp();
  const torchPython = o.pytorch ? await setUpPyTorch() : null;
  const started = performance.now();
  const rows = await (async () => {
    using line = new ProgressLine();
    return await bench(
      {
        torchPython,
        onProgress: (text) => line.update(`  ${text}`),
        ...(o.shape ? { shapes: o.shape } : {}),
        ...(o.rounds ? { rounds: o.rounds } : {}),
        ...(o.only ? { kinds: [o.only] } : {}),
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
    versions: await versions(device, torchPython),
    rows: rows.map((row) => ({ ...row })),
  };
  if (o.json) console.log(JSON.stringify(result, null, 2));
  else console.log(formatReport(rows));
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

async function versions(device: Device, torchPython: string | null): Promise<Record<string, string>> {
  const torch = torchPython && await answer(torchPython, ["-c", "import torch; print(torch.__version__)"]);
  const all = Object.entries({ ...device.versions, torch: torch || null });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== null));
}
