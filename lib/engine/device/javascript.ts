/**
 * The fallback device: tfjs's own backend "cpu", plain JavaScript on one core.
 *
 * The whole course is correct on it, but slow. It needs nothing besides Deno.
 */
import * as tf from "@tensorflow/tfjs";
import type { Candidate } from "./device.ts";
import { processor } from "./machine.ts";

export const javascript: Candidate = {
  kind: "js",
  probe: () => Promise.resolve({ available: true, found: processor() }),
  async open() {
    silenceBanner();
    await tf.setBackend("cpu");
    return { backend: "cpu", tensorflow: null };
  },
};

/**
 * Keeps the backend "cpu" from advertising tfjs-node on its first use; `useDevice()` already says which device is in
 * use and why. The backend prints if its field `firstUse` is true. tfjs's own flags for it (`PROD`, `IS_TEST`) would
 * also turn checks off.
 */
export function silenceBanner(): void {
  const backend = tf.findBackend("cpu") as unknown as { firstUse?: boolean } | null;
  if (backend?.firstUse) backend.firstUse = false;
}
