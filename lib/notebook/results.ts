/**
 * Recorded results: what a command measured, with everything needed to measure it again.
 *
 * A result is one JSON file in assets/results/. The notebooks and the README show numbers from these files only, so a
 * command can reproduce each of them.
 */
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import type { Tuning } from "../engine/ops/mod.ts";
import { translate } from "../language.ts";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly os: string;
  /** The GPU's name, where one did the work. */
  readonly gpu?: string;
}

export interface RecordedResult {
  /** The file's name without ".json". */
  readonly name: string;
  readonly command: string;
  readonly date: string;
  readonly seed: number;
  readonly minutes: number;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  /** The measured settings of speed that were in use, where there were any; COURSE_TUNING takes them. */
  readonly tuning?: Tuning;
  /** The command was stopped, or not all of it was asked for: the rows are those that were measured. */
  readonly partial?: true;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

const RESULTS = new URL("../../assets/results/", import.meta.url);

/** A description of this machine for tables of results. */
export function describeMachine(gpu?: string): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: navigator.hardwareConcurrency,
    memoryBytes: totalmem(),
    os: `${Deno.build.os} ${Deno.build.arch}`,
    ...(gpu ? { gpu } : {}),
  };
}

/** What recorded a result, when and where, as tables show it: "deno task … · 2026-11-26 · AMD EPYC, 2 cores". */
export function recordedBy(
  { command, date, machine }: Pick<RecordedResult, "command" | "date" | "machine">,
): string {
  const cores = translate(`${machine.cores} ${machine.cores === 1 ? "core" : "cores"}`);
  return `${command} · ${date} · ${machine.cpu}, ${cores}`;
}

/**
 * Saves a result as assets/results/NAME.json. An older file is replaced in one step.
 *
 * @returns the path written.
 * @throws {TypeError} when a row holds a number that JSON cannot write (NaN or infinite).
 */
export function recordResult(result: RecordedResult, folder: URL = RESULTS): string {
  const text = JSON.stringify(result, (key, value) => {
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new TypeError(
        `recording result "${result.name}": "${key}" is ${value}; record only finite numbers`,
      );
    }
    return value;
  }, 2);
  Deno.mkdirSync(folder, { recursive: true });
  const target = new URL(`${result.name}.json`, folder);
  const partial = new URL(`${result.name}.json.tmp`, folder);
  Deno.writeTextFileSync(partial, text + "\n");
  Deno.renameSync(partial, target);
  return fileURLToPath(target);
}

/** A result's rows, and the command, date and machine that made them; no rows if it is not recorded yet. */
export function recordedRows<Row>(
  name: string,
  folder?: URL,
): { readonly rows: readonly Row[]; readonly said: string } {
  const result = readResult(name, folder);
  if (!result) return { rows: [], said: translate(`${name} is not recorded yet`) };
  return { rows: result.rows as unknown as readonly Row[], said: recordedBy(result) };
}

/** Reads a recorded result; null if it is not recorded yet. */
export function readResult(name: string, folder: URL = RESULTS): RecordedResult | null {
  try {
    return JSON.parse(Deno.readTextFileSync(new URL(`${name}.json`, folder)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw new Error(`reading the recorded result "${name}" from ${fileURLToPath(folder)}`, { cause: error });
  }
}
