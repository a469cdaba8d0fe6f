/** The processor through libtensorflow, with all cores and vector units: some hundred times as fast as JavaScript. */
import { BACKEND_NAME, useTensorFlow } from "../tensorflow/mod.ts";
import type { Candidate } from "./device.ts";
import { probeLibrary } from "./libtensorflow.ts";
import { processor } from "./machine.ts";

export const nativeCPU: Candidate = {
  kind: "cpu",
  probe() {
    const library = probeLibrary();
    return Promise.resolve("path" in library ? { available: true, found: processor() } : library);
  },
  open: () => Promise.resolve({ backend: BACKEND_NAME, tensorflow: useTensorFlow({ gpu: false }).version }),
};
