/** Starts what can compute in the worker: WebGPU, WebAssembly, and plain JavaScript, which runs everywhere. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { openWebGPUBackend } from "../../../../engine/device/webgpu_backend.ts";
import type { EngineName } from "./protocol.ts";

/** tfjs-backend-wasm-simd.wasm as base64; the bundler puts it here, because a page from a file cannot fetch another file. */
declare const WASM_BASE64: string;

export interface Engine {
  readonly name: EngineName;
  /** Starts it as tfjs's backend. @param o `byName`: the reader wants this engine @returns false where the browser has none */
  start(o: { readonly byName: boolean }): Promise<boolean>;
}

const javascript: Engine = {
  name: "cpu",
  start: () => tf.setBackend("cpu"),
};

const wasm: Engine = {
  name: "wasm",
  async start() {
    const simd = Uint8Array.from(atob(WASM_BASE64), (character) => character.charCodeAt(0));
    // The file uses vector instructions (SIMD), which an old browser does not have.
    if (typeof WebAssembly !== "object" || !WebAssembly.validate(simd)) return false;
    const address = URL.createObjectURL(new Blob([simd], { type: "application/wasm" }));
    // Threads need a server with two special headers, so there is one file for all three variants.
    setWasmPaths({
      "tfjs-backend-wasm.wasm": address,
      "tfjs-backend-wasm-simd.wasm": address,
      "tfjs-backend-wasm-threaded-simd.wasm": address,
    });
    const started = await tf.setBackend("wasm");
    URL.revokeObjectURL(address);
    return started;
  },
};

const webgpu: Engine = {
  name: "webgpu",
  async start({ byName }) {
    const adapter = await (navigator as Navigator).gpu?.requestAdapter({
      powerPreference: "high-performance",
    });
    // A GPU that the processor emulates never beats WebAssembly; tests ask for it by name.
    if (!adapter || (adapter.info.isFallbackAdapter && !byName)) return false;
    await openWebGPUBackend(adapter);
    return true;
  },
};

/** Plain JavaScript, which is always right and slowest, then those that are usually faster. */
export const ENGINES: readonly [Engine, ...Engine[]] = [javascript, wasm, webgpu];
