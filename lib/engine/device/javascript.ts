/**
 * The last resort: tfjs's own "cpu" backend, plain JavaScript on one core.
 *
 * Everything in the course is right on it, only slow. It needs nothing that Deno does not have.
 */
import * as tf from "@tensorflow/tfjs";
import type { Candidate } from "./device.ts";
import { machineMemory, processorName } from "./machine.ts";

export const javascript: Candidate = {
  kind: "js",
  probe() {
    const found = {
      name: processorName(),
      memoryBytes: machineMemory().totalBytes,
      driver: null,
      software: false,
    };
    return Promise.resolve({ available: true, found });
  },
  async open() {
    silenceBanner();
    await tf.setBackend("cpu");
    return { backend: "cpu", tensorflow: null };
  },
};

/**
 * Keeps the "cpu" backend from advertising tfjs-node on its first use: `useDevice()` already says which device
 * is in use and why. The backend prints while its field `firstUse` is true; tfjs's own switches for it
 * (`PROD`, `IS_TEST`) would turn checks off as well.
 */
export function silenceBanner(): void {
  const backend = tf.findBackend("cpu") as unknown as { firstUse?: boolean } | null;
  if (backend?.firstUse) backend.firstUse = false;
}
