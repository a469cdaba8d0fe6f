/**
 * The suites of `./course test`, quick ones first, and how their outputs are counted.
 */
import { join } from "node:path";
import { layout } from "../layout.ts";
import { exists } from "../paths.ts";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One skipped test and why. */
export interface Skip {
  readonly test: string;
  readonly reason: string;
}

export interface Suite {
  readonly name: string;
  /** What it tests, in a few words. */
  readonly about: string;
  readonly quick: boolean;
  /** Arguments for Deno. */
  readonly args: readonly string[];
  /** The file or folder that the suite needs; without it the suite is left out. */
  readonly needs: string;
  /** Reads the counts from what the suite printed; undefined when they are missing, because it crashed. */
  readonly count: (lines: readonly string[], code: number) => Counts | undefined;
  /** Finds the skipped tests in what the suite printed. */
  readonly skips?: (lines: readonly string[]) => Skip[];
}

/** A command that passes or fails as a whole. */
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

/**
 * The skipped tests of a Deno run. The name of a test has the reason: "… (skipped: no GPU)".
 */
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

/** Tests fetch nothing, so they give the same results without a network. */
const denoTest = ["test", "--allow-all", "--frozen", "--cached-only", "--no-check"];
const imports = "tests/dependencies_test.ts";
const links = "tests/links_test.ts";
/** Tests with a suite of their own. */
const elsewhere = [
  imports,
  links,
  "tests/tools/site",
  "tests/lab",
  "tests/crash",
  "tests/kernel",
  "tests/engine/tensorflow/conformance",
  "tests/notebooks",
];

export const suites: readonly Suite[] = [
  {
    name: "format",
    about: "deno fmt --check",
    quick: true,
    args: ["fmt", "--check"],
    needs: "lib",
    count: countWhole,
  },
  { name: "lint", about: "deno lint", quick: true, args: ["lint"], needs: "lib", count: countWhole },
  {
    name: "types",
    about: "deno check",
    quick: true,
    args: ["check", "--quiet", "--frozen", "lib", "tests", "data"],
    needs: "lib",
    count: countWhole,
  },
  {
    name: "cells",
    about: "types, lint, format and structure of the notebooks' cells",
    quick: true,
    args: ["run", "--allow-all", "--frozen", "--cached-only", "lib/tools/notebook_checks/check.ts"],
    needs: "notebooks",
    count: countNotebooks,
  },
  {
    name: "imports",
    about: "no folder of lib imports one above it",
    quick: true,
    args: [...denoTest, imports],
    needs: imports,
    count: countDenoTest,
  },
  {
    name: "links",
    about: "links in texts and notebooks lead somewhere",
    quick: true,
    args: [...denoTest, links],
    needs: links,
    count: countDenoTest,
  },
  {
    name: "docs",
    about: "the examples in docstrings",
    quick: true,
    args: [...denoTest, "--doc", "lib", "data"],
    needs: "lib",
    count: countDenoTest,
  },
  {
    name: "unit",
    about: "tests of every folder of lib",
    quick: false,
    args: [...denoTest, `--ignore=${elsewhere.join(",")}`, "tests"],
    needs: "tests",
    count: countDenoTest,
  },
  {
    name: "kernel",
    about: "a real Jupyter kernel loses nothing",
    quick: false,
    args: [...denoTest, "tests/kernel"],
    needs: "tests/kernel",
    count: countDenoTest,
  },
  {
    name: "notebooks",
    about: "every notebook runs through with the small preset",
    quick: false,
    args: [...denoTest, "tests/notebooks"],
    needs: "tests/notebooks",
    count: countDenoTest,
  },
  {
    name: "export",
    about: "the site, its slides and pages in a browser",
    quick: false,
    args: [...denoTest, "tests/tools/site"],
    needs: "tests/tools/site",
    count: countDenoTest,
  },
  {
    name: "lab",
    about: "JupyterLab in a browser: Run All, the stop button, an untrusted notebook",
    quick: false,
    args: [...denoTest, "tests/lab"],
    needs: "tests/lab",
    count: countDenoTest,
  },
  {
    name: "crash",
    about: "training killed at random moments resumes",
    quick: false,
    args: [...denoTest, "tests/crash"],
    needs: "tests/crash",
    count: countDenoTest,
  },
  {
    name: "conformance",
    about: "TensorFlow.js's own specs on our engine",
    quick: false,
    args: ["run", "--allow-all", "--frozen", "--cached-only", "tests/engine/tensorflow/conformance/main.ts"],
    needs: "tests/engine/tensorflow/conformance",
    count: countPassedFailed,
    skips: listConformanceSkips,
  },
];

/** Whether this checkout has the suite. */
export function isPresent(suite: Suite): Promise<boolean> {
  return exists(join(layout.root, suite.needs));
}
