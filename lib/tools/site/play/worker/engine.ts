/** Chooses what computes in the worker: WebAssembly where the browser runs it, otherwise plain JavaScript. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { EngineName } from "./protocol.ts";

/** tfjs-backend-wasm-simd.wasm as base64; the bundler puts it here, because a page from a file cannot fetch another file. */
declare const WASM_BASE64: string;

/** Starts the engine. @param wanted default: the fastest that runs here @returns the engine that runs */
export async function startEngine(wanted?: EngineName): Promise<EngineName> {
  const simd = Uint8Array.from(atob(WASM_BASE64), (character) => character.charCodeAt(0));
  if (wanted !== "cpu" && runsWasm(simd)) {
    const address = URL.createObjectURL(new Blob([simd], { type: "application/wasm" }));
    // Threads need a server with two special headers, so there is one file for all three variants.
    setWasmPaths({
      "tfjs-backend-wasm.wasm": address,
      "tfjs-backend-wasm-simd.wasm": address,
      "tfjs-backend-wasm-threaded-simd.wasm": address,
    });
    const started = await tf.setBackend("wasm");
    URL.revokeObjectURL(address);
    if (started) return "wasm";
  }
  await tf.setBackend("cpu");
  return "cpu";
}

/** Whether the browser runs WebAssembly with vector instructions (SIMD), which the file uses. */
function runsWasm(simd: Uint8Array<ArrayBuffer>): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(simd);
}
