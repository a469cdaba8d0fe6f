/**
 * Set-up: installs what is missing, in order, and says so; on a machine where nothing is missing it only looks.
 *
 *   npm packages → node_modules     virtual environment → .venv     Jupyter kernel → .course/jupyter
 *
 * Deno itself is already there: the `course` script has fetched it.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { CommandError } from "./command_error.ts";
import { writeKernelspec } from "./kernelspec.ts";
import { layout } from "./layout.ts";
import { formatSeconds, ProgressLine } from "./progress_line.ts";
import { readStamp, removeStamp, writeStamp } from "./stamp.ts";
import { run } from "./subprocess.ts";
import { setUpVenv, type VenvStamp } from "./virtual_environment.ts";

export function say(line: string): void {
  console.error(`course: ${line}`);
}

/** Installs what is missing; safe to interrupt and to start twice at once. */
export async function setUp(): Promise<VenvStamp> {
  await Deno.mkdir(layout.course, { recursive: true });
  using lock = await Deno.open(layout.setupLock, { create: true, write: true });
  const waiting = setTimeout(
    () => say("waiting for another ./course in this folder to finish its set-up …"),
    500,
  );
  await lock.lock(true);
  clearTimeout(waiting);
  await setUpNpm();
  const venv = await setUpVenv(say);
  await writeKernelspec();
  return venv;
}

interface NpmStamp {
  readonly lock: string;
}

/** Installs the locked npm packages into node_modules; their install scripts are not run. */
async function setUpNpm(): Promise<void> {
  const lock = createHash("sha256").update(await Deno.readFile(join(layout.root, "deno.lock"))).digest("hex");
  const stamp = await readStamp<NpmStamp>(layout.npmStamp);
  const exists = await Deno.stat(layout.nodeModules).then(() => true, () => false);
  if (exists && stamp?.lock === lock) return;
  const started = performance.now();
  say("node_modules: installing the locked npm packages …");
  await removeStamp(layout.npmStamp);
  const { code, tail } = await (async () => {
    using line = new ProgressLine();
    return await run(Deno.execPath(), ["install", "--frozen"], {
      onLine: (text) => {
        if (/^(Download|Initialize)/.test(text)) line.update(`  ${text}`);
      },
    });
  })();
  if (code !== 0) {
    throw new CommandError(
      `deno install --frozen failed:\n${tail.slice(-8).map((line) => `  ${line}`).join("\n")}`,
      {
        next: tail.some((line) => line.includes("lockfile is out of date"))
          ? "deno.json was changed without its lock: run `deno install` and look at the change in deno.lock."
          : "connect to the internet (or set your proxy) and start again; what is downloaded already is kept.",
      },
    );
  }
  await writeStamp(layout.npmStamp, { lock } satisfies NpmStamp);
  say(`node_modules: done in ${formatSeconds((performance.now() - started) / 1000)}.`);
}
