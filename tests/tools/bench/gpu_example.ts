/** A GPU for tests that need none. */
import type { Device } from "../../../lib/engine/device/device.ts";

export const device: Device = {
  kind: "cuda",
  name: "NVIDIA GeForce RTX 4060",
  backend: "tensorflow",
  memoryBytes: 8 * 2 ** 30,
  cores: 8,
  versions: { deno: "2.8.1", tfjs: "4.22.0", tensorflow: "2.21.0", driver: "550.54" },
  considered: [],
  tuning: {},
  line: "CUDA: NVIDIA GeForce RTX 4060, 8.0 GiB memory, TensorFlow 2.21.0",
};
export const context = { device, reference: "cpu", specs: null } as const;
