/** The processor through libtensorflow: all its cores and vector units, some hundred times plain JavaScript. */
import { BACKEND_NAME } from "../tensorflow/mod.ts";
import type { Candidate } from "./device.ts";
import { openTensorFlow, probeLibrary } from "./libtensorflow.ts";
import { machineMemory, processorName } from "./machine.ts";

export const nativeCPU: Candidate = {
  kind: "cpu",
  probe() {
    const library = probeLibrary();
    if (!("path" in library)) return Promise.resolve(library);
    const found = {
      name: processorName(),
      memoryBytes: machineMemory().totalBytes,
      driver: null,
      software: false,
    };
    return Promise.resolve({ available: true, found });
  },
  open() {
    const engine = openTensorFlow({ gpu: false });
    return Promise.resolve({ backend: BACKEND_NAME, tensorflow: engine.version });
  },
};
