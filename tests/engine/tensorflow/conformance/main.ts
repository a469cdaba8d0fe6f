/**
 * Runs TensorFlow.js's own specs against this engine: `deno task conformance [part of a spec's name]`.
 *
 * The last line is `N passed, N failed, N skipped`; the exit code is 0 only if none failed and some passed.
 */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import Jasmine from "jasmine";
import { BACKEND_NAME, useTensorFlow } from "lib/engine/tensorflow";
import { bundleSpecs } from "./bundle.ts";
import { ADDITIONS, publishedSkips, type Skip } from "./skip_list.ts";

interface SpecResult {
  readonly status: string;
  readonly fullName: string;
  readonly failedExpectations: readonly { readonly message: string; readonly stack?: string }[];
}

const SECONDS_BETWEEN_PROGRESS_LINES = 10;

async function main(): Promise<void> {
  const filter = Deno.args[0] ?? "";
  const published = publishedSkips();
  print("skipped, as published in tfjs-node-gpu's dist/run_tests.js", published);
  print("skipped by this project", ADDITIONS);
  const skips = [...published, ...ADDITIONS];

  const engine = useTensorFlow();
  console.log(`TensorFlow ${engine.version} on ${engine.gpu?.name ?? "CPU"}, ${engine.library.path}`);

  const root = fileURLToPath(new URL("../../../../", import.meta.url));
  const outfile = join(root, ".course", "conformance", "specs.mjs");
  await bundleSpecs(outfile);
  const specs = await import(pathToFileURL(outfile).href);

  const runner = new Jasmine({ projectBaseDir: root });
  runner.exitOnCompletion = false;
  runner.clearReporters();
  const count = { passed: 0, failed: 0, skipped: 0 };
  let lastLine = Date.now();
  runner.addReporter({
    specDone(result: SpecResult) {
      if (result.status === "passed") count.passed++;
      else if (result.status === "failed") {
        count.failed++;
        const failure = result.failedExpectations[0];
        console.log(`FAILED ${result.fullName}\n    ${failure?.message ?? "no expectation"}`);
      } else count.skipped++;
      if (Date.now() - lastLine > SECONDS_BETWEEN_PROGRESS_LINES * 1000) {
        lastLine = Date.now();
        console.log(`... ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped so far`);
      }
    },
  });
  specs.setTestEnvs([{ name: "test-tensorflow", backendName: BACKEND_NAME, flags: {}, isDataSync: true }]);
  await specs.defineSpecs();
  runner.env.configure({
    random: false,
    specFilter: (spec: { getFullName(): string }) => {
      const name = spec.getFullName();
      return name.includes(filter) && !skips.some((skip) => name.includes(skip.name));
    },
  });
  const result = await runner.execute();
  if (result.overallStatus !== "passed") {
    console.log(`jasmine: ${result.overallStatus}`, result.incompleteReason ?? "");
  }
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  Deno.exit(count.failed === 0 && count.passed > 0 ? 0 : 1);
}

/** A reason is printed once, above the names that follow it. */
function print(title: string, skips: readonly Skip[]): void {
  console.log(`${title}: ${skips.length} names`);
  skips.forEach(({ name, reason }, i) => {
    if (reason !== "" && reason !== skips[i - 1]?.reason) console.log(`  # ${reason}`);
    console.log(`  ${name}`);
  });
}

if (import.meta.main) await main();
