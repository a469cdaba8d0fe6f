/** The suites of `./course test`, quick ones first, and how their outputs are counted. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Skip {
  readonly test: string;
  readonly reason: string;
}

export interface Suite {
  readonly name: string;
  readonly about: string;
  readonly quick: boolean;
  readonly args: readonly string[];
  /** Reads the counts from what the suite printed; undefined when they are missing, because it crashed. */
  readonly count: (lines: readonly string[], code: number) => Counts | undefined;
  /** Finds the skipped tests in what the suite printed. */
  readonly skips?: (lines: readonly string[]) => Skip[];
}

function countWhole(_lines: readonly string[], code: number): Counts {
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Deno's summary: "ok | 12 passed (3 steps) | 1 failed | 2 ignored | 4 filtered out (3s)". */
export function countDenoTest(lines: readonly string[]): Counts | undefined {
  const summary = lines.findLast((line) => /^(ok|FAILED) \| \d+ passed/.test(line));
  if (!summary) return undefined;
  const number = (word: string) => Number(summary.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
  return { passed: number("passed"), failed: number("failed"), skipped: number("ignored") };
}

/** "3,754 passed, 0 failed, 352 skipped", the last such line, as the conformance suite prints it. */
export function countPassedFailed(lines: readonly string[]): Counts | undefined {
  const pattern = /^(\d[\d,]*) passed, (\d[\d,]*) failed(?:, (\d[\d,]*) skipped)?$/;
  const match = lines.findLast((line) => pattern.test(line))?.match(pattern);
  if (!match) return undefined;
  const [passed, failed, skipped] = match.slice(1).map((text) => Number((text ?? "0").replaceAll(",", "")));
  return { passed, failed, skipped };
}

/** "8 notebooks checked, 0 problems", as lib/tools/notebook_checks prints it. Without a problem each notebook counts as passed. */
export function countNotebooks(lines: readonly string[]): Counts | undefined {
  const match = lines.at(-1)?.match(/^(\d+) notebooks? checked, (\d+) problems?$/);
  if (!match) return undefined;
  const [notebooks, failed] = match.slice(1).map(Number);
  return { passed: failed === 0 ? notebooks : 0, failed, skipped: 0 };
}

/** The skipped tests of a Deno run. The name of a test has the reason: "… (skipped: no GPU)". */
export function listSkips(lines: readonly string[]): Skip[] {
  return lines.flatMap((line) => {
    const match = line.match(/^(.*?)(?: \(skipped: (.*)\))? \.\.\. (?:.* )?ignored \(/);
    return match
      ? [{ test: match[1].trim(), reason: match[2] ?? "its condition does not hold on this machine" }]
      : [];
  });
}

/**
 * The skip list that tests/engine/tensorflow/conformance prints: a line for each part of a name, below its reason.
 */
export function listConformanceSkips(lines: readonly string[]): Skip[] {
  const skips: Skip[] = [];
  let list = "", reason = "";
  for (const line of lines) {
    const title = line.match(/^(skipped.*): \d+ names$/)?.[1];
    if (title) [list, reason] = [title, ""];
    else if (!list) continue;
    else if (line.startsWith("  # ")) reason = line.slice(4);
    else if (line.startsWith("  ")) skips.push({ test: line.trim(), reason: reason || list });
    else list = "";
  }
  return skips;
}

const run = ["run", "--allow-all", "--frozen", "--cached-only"];
/** Tests fetch nothing, so they give the same results without a network. */
const denoTest = ["test", "--allow-all", "--frozen", "--cached-only", "--no-check"];

/** The suites of Deno tests that have a file or folder of their own. */
const OWN_TESTS: readonly (readonly [path: string, name: string, about: string])[] = [
  ["tests/dependencies_test.ts", "imports", "no folder of lib imports one above it"],
  ["tests/links_test.ts", "links", "links in texts and notebooks lead somewhere"],
  ["tests/kernel", "kernel", "a real Jupyter kernel loses nothing"],
  ["tests/tools/site", "export", "the site, its slides and pages in a browser"],
  ["tests/notebooks", "notebooks", "every notebook runs through with the small preset"],
  ["tests/lab", "lab", "JupyterLab in a browser: Run All, the stop button, an untrusted notebook"],
  ["tests/crash", "crash", "training killed at random moments resumes"],
];
const CONFORMANCE = "tests/engine/tensorflow/conformance";
const QUICK_TESTS = 2;

const ownTests = OWN_TESTS.map(([path, name, about], i): Suite => (
  { name, about, quick: i < QUICK_TESTS, args: [...denoTest, path], count: countDenoTest }
));

export const suites: readonly Suite[] = [
  ...[
    { name: "format", about: "deno fmt --check", args: ["fmt", "--check"], count: countWhole },
    { name: "lint", about: "deno lint", args: ["lint"], count: countWhole },
    {
      name: "types",
      about: "deno check",
      args: ["check", "--quiet", "--frozen", "lib", "tests", "data"],
      count: countWhole,
    },
    {
      name: "cells",
      about: "types, lint, format and structure of the notebooks' cells",
      args: [...run, "lib/tools/notebook_checks/check.ts"],
      count: countNotebooks,
    },
    {
      name: "korean",
      about: "the Korean notebooks are what their translations give, and say the same",
      args: [...run, "lib/tools/korean/main.ts", "--check"],
      count: countNotebooks,
    },
    ...ownTests.slice(0, QUICK_TESTS),
    {
      name: "docs",
      about: "the examples in docstrings",
      args: [...denoTest, "--doc", "lib", "data"],
      count: countDenoTest,
    },
  ].map((suite) => ({ ...suite, quick: true })),
  {
    name: "unit",
    about: "tests of every folder of lib",
    quick: false,
    args: [...denoTest, `--ignore=${[CONFORMANCE, ...OWN_TESTS.map(([path]) => path)].join(",")}`, "tests"],
    count: countDenoTest,
  },
  ...ownTests.slice(QUICK_TESTS),
  {
    name: "conformance",
    about: "TensorFlow.js's own specs on our engine",
    quick: false,
    args: [...run, `${CONFORMANCE}/main.ts`],
    count: countPassedFailed,
    skips: listConformanceSkips,
  },
];
