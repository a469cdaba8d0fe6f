/**
 * Bundles the scripts of the pages on which models run: the page's own script, and the workers' programs as strings.
 *
 * A page that was opened from a file may start a worker only from a Blob, so each worker's program is a script that puts
 * its text into `courseWorkers`. `@tensorflow/tfjs` becomes its core (worker/tfjs.ts): the same functions without
 * layers, data and the WebGL backend.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const source = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The workers' programs, and the file of each. */
const WORKERS = { model: "worker/model_worker.ts", tokenizer: "worker/tokenizer_worker.ts" };

/** What a bundle was made from: each file and how many bytes of it are left. */
export type BundleParts = Readonly<Record<string, number>>;

/** Writes play.js, model-worker.js and tokenizer-worker.js into `folder`. @returns the parts of each */
export async function bundlePlay(folder: string): Promise<Readonly<Record<string, BundleParts>>> {
  const parts: Record<string, BundleParts> = {};
  try {
    const page = await bundle(source("browser/play.ts"));
    await Deno.writeTextFile(join(folder, "play.js"), page.text);
    parts.page = page.parts;
    for (const [name, file] of Object.entries(WORKERS)) {
      const worker = await bundle(source(file));
      await Deno.writeTextFile(
        join(folder, `${name}-worker.js`),
        `(globalThis.courseWorkers ??= {}).${name} = ${JSON.stringify(worker.text)};\n`,
      );
      parts[name] = worker.parts;
    }
    return parts;
  } finally {
    await esbuild.stop();
  }
}

async function bundle(entry: string): Promise<{ text: string; parts: BundleParts }> {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [entry],
    outfile: "bundle.js",
    write: false,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "none", // licences.html has the licences
    metafile: true,
    alias: { "@tensorflow/tfjs": source("worker/tfjs.ts") },
    // The WASM backend asks for these only in Node. Any other module of Node is an error.
    external: ["fs", "path", "worker_threads", "perf_hooks", "os", "crypto"],
    define: { WASM_BASE64: JSON.stringify(await wasmBase64()) },
    logLevel: "silent", // the error that it throws says enough
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return {
    text: outputFiles[0].text,
    parts: Object.fromEntries(
      Object.entries(inputs).map(([file, { bytesInOutput }]) => [file, bytesInOutput]),
    ),
  };
}

async function wasmBase64(): Promise<string> {
  const backend = import.meta.resolve("@tensorflow/tfjs-backend-wasm");
  return (await Deno.readFile(new URL("./tfjs-backend-wasm-simd.wasm", backend))).toBase64();
}
