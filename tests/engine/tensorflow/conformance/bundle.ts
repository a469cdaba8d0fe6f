/**
 * Bundles TensorFlow.js's own specs, which ship in @tensorflow/tfjs-core, into one file that Deno can run.
 *
 * The package's files import each other without extensions, as bundlers accept and runtimes do not. The bundle
 * holds a second copy of tfjs-core; both copies share one engine, one kernel registry and one gradient registry,
 * because tfjs keeps these in a global. So the specs call the very engine that `useTensorFlow` set up.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as esbuild from "esbuild";

const ENTRY = `
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { setTestEnvs } from "@tensorflow/tfjs-core/dist/jasmine_util";
export { setTestEnvs };
export const defineSpecs = () => import("@tensorflow/tfjs-core/dist/tests");
`;

// tfjs-core is written for bundlers that offer "require" to modules too.
const BANNER = `import { createRequire as makeRequire } from "node:module";
const require = makeRequire(import.meta.url);
const __dirname = import.meta.dirname;`;

/**
 * Writes the bundle.
 *
 * @param outfile the file to write
 */
export async function bundleSpecs(outfile: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const core = join(dirname(require.resolve("@tensorflow/tfjs-core/package.json")), "dist", "index.js");
  const jasmineCore = dirname(dirname(createRequire(require.resolve("jasmine")).resolve("jasmine-core")));
  try {
    await esbuild.build({
      stdin: { contents: ENTRY, resolveDir: import.meta.dirname, loader: "js" },
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      mainFields: ["module", "main"],
      // Some files are marked as free of side effects but define specs.
      ignoreAnnotations: true,
      treeShaking: false,
      banner: { js: BANNER },
      alias: { "@tensorflow/tfjs-core": dirname(dirname(core)), "jasmine-core": jasmineCore },
      external: ["node-fetch"],
      logLevel: "error",
    });
  } finally {
    await esbuild.stop();
  }
}
