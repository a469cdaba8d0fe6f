/**
 * `./course test [suite …]`: runs the suites and adds up their counts. Quick ones come first, one after the other; of the
 * others two run at the same time.
 *
 * The last line is exactly "N passed, N failed" or "N passed, N failed, N skipped". A suite that crashes, or that ends
 * without having run a test, counts as one failure.
 */
import { join } from "node:path";
import { coreCount, machineMemory } from "../../engine/device/machine.ts";
import { layout } from "../layout.ts";
import { elapsedSince, ProgressLine } from "./progress_line.ts";
import { setUp } from "./setup.ts";
import { run } from "../subprocess.ts";
import { type Counts, listSkips, type Skip, type Suite, suites } from "./suites.ts";
import { print, say } from "../terminal.ts";

/**
 * Slow suites that run at the same time. Each leaves a core idle for much of its time, while it waits for a browser, a
 * kernel or another program.
 */
const AT_ONCE = 2;
/** What two suites need, in bytes. With less memory, they run one after the other. */
const MEMORY_FOR_TWO = 8 * 2 ** 30;

interface SuiteResult {
  readonly suite: Suite;
  readonly counts: Counts;
  readonly skips: readonly Skip[];
  /** Why the suite counts as failed although no test failed. */
  readonly fault?: string;
}

/** Runs the named suites, or all, or all quick ones. Returns whether everything passed. */
export async function test(names: readonly string[], { quick }: { quick?: boolean }): Promise<boolean> {
  const chosen = names.length > 0
    ? [...new Set(names)].map((name) => suites.find((suite) => suite.name === name)!)
    : suites.filter((suite) => !quick || suite.quick);
  await setUp();
  const results = await runAll(chosen);
  print(summarise(results));
  return results.every(({ counts, fault }) => counts.failed === 0 && !fault);
}

/** The results in the order of the suites. */
async function runAll(chosen: readonly Suite[]): Promise<SuiteResult[]> {
  using progress = new ProgressLine();
  const results: SuiteResult[] = [];
  const runRest = async (waiting: [number, Suite][]) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [i, suite] = next;
      results[i] = await runSuite(suite, progress);
    }
  };
  const numbered = [...chosen.entries()];
  await runRest(numbered.filter(([, suite]) => suite.quick));
  const slow = numbered.filter(([, suite]) => !suite.quick);
  await Promise.all(Array.from({ length: suitesAtOnce() }, () => runRest(slow)));
  return results;
}

/** How many slow suites run at the same time here; in a container, its own limit of memory counts. */
export function suitesAtOnce(
  { cores, freeBytes }: { cores: number; freeBytes: number } = {
    cores: coreCount(),
    freeBytes: machineMemory().freeBytes,
  },
): number {
  return cores >= AT_ONCE && freeBytes >= MEMORY_FOR_TWO ? AT_ONCE : 1;
}

async function runSuite(suite: Suite, progress: ProgressLine): Promise<SuiteResult> {
  const started = performance.now();
  progress.clear();
  print(`\n── ${suite.name}: ${suite.about}`);
  const lines: string[] = [];
  const { code } = await run(Deno.execPath(), suite.args, {
    // A browser that a test opens keeps its profile here, not in the reader's home.
    env: {
      NO_COLOR: "1",
      COURSE_TUNING: "off", // the tests expect the defaults
      XDG_CONFIG_HOME: join(layout.cache, "config"),
      XDG_DATA_HOME: join(layout.cache, "data"),
    },
    onLine: (line) => {
      lines.push(line);
      progress.update(`  ${suite.name}, ${lines.length} lines: ${line}`);
    },
  });
  progress.clear();
  const result = judge(suite, { lines, code });
  const { counts, fault } = result;
  if (counts.failed > 0) print(lines.join("\n"));
  if (fault) print(`${suite.name}: ${fault}`);
  say(`${suite.name}: ${formatCounts(counts)} in ${elapsedSince(started)}`);
  return result;
}

/** Counts one suite's output; a crash or an empty run is a failure. */
export function judge(
  suite: Suite,
  { lines, code }: { lines: readonly string[]; code: number },
): SuiteResult {
  const counted = suite.count(lines, code);
  const counts = counted ?? { passed: 0, failed: 0, skipped: 0 };
  const fault = !counted
    ? `crashed (exit status ${code})`
    : counts.passed + counts.failed === 0
    ? "ran no test"
    : code !== 0 && counts.failed === 0
    ? `no test failed, but the exit status is ${code}`
    : undefined;
  const judged = fault ? { ...counts, failed: counts.failed + 1 } : counts;
  return { suite, counts: judged, skips: (suite.skips ?? listSkips)(lines), fault };
}

/** The table of suites, the skipped tests with their reasons, and the line with the totals. */
export function summarise(results: readonly SuiteResult[]): string {
  const width = Math.max(...results.map(({ suite }) => suite.name.length));
  const table = results.map(({ suite, counts, fault }) =>
    `  ${suite.name.padEnd(width)}  ${formatCounts(counts)}${fault ? `  (${fault})` : ""}`
  );
  const skips = results.flatMap(({ suite, skips }) =>
    skips.map(({ test, reason }) => `  ${suite.name}: ${test}: ${reason}`)
  );
  const total = results.reduce<Counts>((sum, { counts }) => ({
    passed: sum.passed + counts.passed,
    failed: sum.failed + counts.failed,
    skipped: sum.skipped + counts.skipped,
  }), { passed: 0, failed: 0, skipped: 0 });
  return [
    "",
    ...table,
    ...(skips.length > 0 ? ["", "skipped:", ...skips] : []),
    "",
    formatCounts(total),
  ].join("\n");
}

function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
