/**
 * XLA as TensorFlow's helper: whether the graph optimiser hands element-wise regions of a program to XLA.
 *
 * The switch is global in TensorFlow and read when a program runs for the first time, so it is set right before.
 * Should two programs of different modes start for the first time at the same moment, one may run in the other's
 * mode: slower or faster, with the same results.
 */
import type { TensorFlowEngine } from "../tensorflow/mod.ts";

const SYMBOLS = {
  // void TF_SetXlaAutoJitMode(const char* mode)
  TF_SetXlaAutoJitMode: { parameters: ["buffer"], result: "void", optional: true },
  // unsigned char TF_SetTfXlaCpuGlobalJit(unsigned char enable)
  TF_SetTfXlaCpuGlobalJit: { parameters: ["u8"], result: "u8", optional: true },
} as const satisfies Deno.ForeignLibraryInterface;

const opened = new WeakMap<TensorFlowEngine, Deno.StaticForeignLibraryInterface<typeof SYMBOLS>>();

function open(engine: TensorFlowEngine) {
  const native = Deno.dlopen(engine.library.path, SYMBOLS).symbols;
  // Allows clusters on the CPU at all. TensorFlow reads this once, when it first looks for something to compile.
  native.TF_SetTfXlaCpuGlobalJit?.(1);
  return native;
}

/** Turns clusters on or off for programs that run for the first time from now on; older libraries have none. */
export function setXlaClusters(engine: TensorFlowEngine, on: boolean): void {
  let native = opened.get(engine);
  if (native === undefined) opened.set(engine, native = open(engine));
  // "fusible": only ops that XLA fuses into loops; matrix products stay with the library that is fastest at them.
  native.TF_SetXlaAutoJitMode?.(new TextEncoder().encode(on ? "fusible\0" : "0\0"));
}
