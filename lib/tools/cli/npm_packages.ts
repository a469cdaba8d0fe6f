/**
 * node_modules: the npm packages at the versions and hashes of deno.lock; their install scripts are not run.
 */
import { join } from "node:path";
import { installFailure } from "./install_advice.ts";
import { layout } from "../layout.ts";
import { exists, fileHash, readStamp, removeTree, writeStamp } from "../files.ts";
import { elapsedSince, ProgressLine } from "./progress_line.ts";
import { say } from "../terminal.ts";
import { run } from "../subprocess.ts";

interface NpmStamp {
  /** SHA-256 of deno.lock */
  readonly lock: string;
}

export async function npmPackagesAreInstalled(): Promise<boolean> {
  const stamp = await readStamp<NpmStamp>(layout.npmStamp);
  return await exists(layout.nodeModules) && stamp?.lock === await lockHash();
}

/** Installs the packages where they are missing or out of date; an interrupted installation continues. */
export async function setUpNpmPackages(): Promise<void> {
  if (await npmPackagesAreInstalled()) return;
  const started = performance.now();
  say("node_modules: installing the locked npm packages …");
  await removeTree(layout.npmStamp);
  const { code, tail } = await install();
  if (code !== 0) {
    const isOutOfDate = tail.some((line) => line.includes("lockfile is out of date"));
    throw installFailure(
      "deno install --frozen failed",
      tail,
      isOutOfDate
        ? "deno.json was changed without its lock: run `deno install` and look at the change in deno.lock."
        : undefined,
    );
  }
  await writeStamp(layout.npmStamp, { lock: await lockHash() } satisfies NpmStamp);
  say(`node_modules: done in ${elapsedSince(started)}.`);
}

async function install() {
  using line = new ProgressLine();
  let packages = 0;
  // Without an entry point, Deno would read all of lib and fail on any file that does not compile. With one, it still
  // installs everything that deno.lock names.
  return await run(Deno.execPath(), ["install", "--frozen", "--entrypoint", "lib/tools/cli/main.ts"], {
    env: { NO_COLOR: "1", RUST_BACKTRACE: "0" },
    onLine: (text) => {
      const name = text.match(/^(?:Download|Initialize) (\S+)/)?.[1];
      if (name) line.update(`  ${++packages} steps done: ${name.split("/").at(-1)}`);
    },
  });
}

function lockHash(): Promise<string> {
  return fileHash(join(layout.root, "deno.lock"));
}
