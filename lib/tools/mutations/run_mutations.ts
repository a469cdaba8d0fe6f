/**
 * Changes the library on purpose, one fault at a time, and reports which faults the tests notice.
 *
 * It works in a temporary copy of the project; the project's own files are only read.
 */
import { cp } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { run } from "../subprocess.ts";
import { mutate, type Mutation } from "./mutation.ts";

export interface Verdict {
  readonly mutation: Mutation;
  readonly file: string;
  /** How the tests failed, such as a test's name; undefined where none failed: the mutation survived. */
  readonly caughtBy?: string;
}

export interface RunOptions {
  readonly root: string;
  /** Longest time for one mutation's tests; an endless loop counts as caught. Default 3 minutes. */
  readonly timeoutMs?: number;
  readonly onVerdict?: (verdict: Verdict) => void;
  /** Called with each test file before it runs unchanged. */
  readonly onUnchanged?: (test: string) => void;
}

/**
 * Runs each mutation's test files against the mutated library.
 *
 * @throws RangeError if a mutation's text does not occur exactly once in its folder
 * @throws Error if a test file fails without any mutation, or a replacement is not valid TypeScript
 */
export async function runMutations(mutations: readonly Mutation[], o: RunOptions): Promise<Verdict[]> {
  const { root, timeoutMs = 180_000 } = o;
  const mutated = [];
  for (const mutation of mutations) mutated.push({ mutation, ...await mutate(root, mutation) });
  const copy = await Deno.makeTempDir({ prefix: "course-mutations-" });
  try {
    await copyProject(root, copy);
    for (const test of new Set(mutations.flatMap(({ tests }) => tests))) {
      o.onUnchanged?.(test);
      const failure = await findFailure(copy, [test], timeoutMs);
      if (failure) throw new Error(`${test} fails without any mutation: ${failure}`);
    }
    const verdicts: Verdict[] = [];
    for (const { mutation, file, source } of mutated) {
      const path = join(copy, file), original = await Deno.readTextFile(path);
      await Deno.writeTextFile(path, source);
      const caughtBy = await findFailure(copy, mutation.tests, timeoutMs);
      await Deno.writeTextFile(path, original);
      const verdict = { mutation, file, ...(caughtBy && { caughtBy }) };
      verdicts.push(verdict);
      o.onVerdict?.(verdict);
    }
    return verdicts;
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
}

/** Large or installed folders: the copy has a link to them. */
const LINKED = ["node_modules", ".course", ".venv"];
/** What the tests of a mutation do not need. */
const LEFT_OUT = [
  ".git",
  "checkpoints",
  "coverage",
  "site",
  "data/book",
  "data/downloads",
  "data/tokenizers",
];

async function copyProject(root: string, copy: string): Promise<void> {
  await cp(root, copy, {
    recursive: true,
    filter: (from) => ![...LINKED, ...LEFT_OUT].includes(relative(root, from).replaceAll(sep, "/")),
  });
  for (const name of LINKED) {
    const target = join(root, name);
    if (await Deno.stat(target).catch(() => null)) await Deno.symlink(target, join(copy, name));
  }
}

/** Runs test files until the first failure; says which it was, undefined where all passed. */
async function findFailure(
  folder: string,
  tests: readonly string[],
  timeoutMs: number,
): Promise<string | undefined> {
  const lines: string[] = [];
  const timeout = AbortSignal.timeout(timeoutMs);
  const { code } = await run(
    Deno.execPath(),
    ["test", "-A", "--no-check", "--quiet", "--fail-fast", "--config", "deno.json", ...tests],
    {
      cwd: folder,
      env: { NO_COLOR: "1" },
      onLine: (line) => lines.push(line),
      signal: timeout,
    },
  );
  if (code === 0) return undefined;
  if (timeout.aborted) return `no end after ${timeoutMs / 1000} s`;
  const problem = lines.find((line) => /could not be parsed|SyntaxError|Module not found/.test(line));
  if (problem) throw new Error(`the tests could not start: ${lines.slice(0, 8).join("\n")}`);
  const failed = lines.map((line) => line.match(/^(.*) => \.?\/?tests\/.*:\d+:\d+$/)?.[1]).find((name) =>
    name
  );
  return failed ?? lines.find((line) => line.startsWith("error")) ?? `exit status ${code}`;
}
