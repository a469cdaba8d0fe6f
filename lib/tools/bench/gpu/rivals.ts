/** Which of PyTorch's engines `./course gpu` measures beside ours, and on which device. */
import type { Device } from "../../../engine/device/device.ts";
import type { BenchEngine } from "../engines.ts";
import type { Torch } from "./find_torch.ts";

interface Rivals {
  readonly engines: readonly BenchEngine[];
  /** what a reader of the numbers must know; null where PyTorch computes on the same device */
  readonly note: string | null;
}

/** PyTorch's engines. On a GPU of CUDA they are left out if PyTorch would compute on the processor. */
export function rivalsOn({ kind }: Pick<Device, "kind">, torch: Torch | null | undefined): Rivals {
  if (torch === undefined) return { engines: [], note: null };
  if (torch === null) {
    return {
      engines: [],
      note: "PyTorch is not installed, so ours is measured alone; ./course bench installs it",
    };
  }
  const isGPU = kind === "cuda" || kind === "webgpu";
  if (kind === "cuda" && !torch.cuda) {
    const why = `PyTorch ${torch.version} does not see the GPU`;
    return { engines: [], note: `${why}, so it is left out; its CUDA may need a newer driver` };
  }
  const device = isGPU && torch.cuda ? "cuda" : "cpu", isOther = isGPU && device === "cpu";
  const common = { device, isOurs: false, precision: "float32" } as const;
  const where = isOther ? " on the processor" : "";
  return {
    engines: [
      { ...common, name: `PyTorch eager${where}`, mode: "eager" },
      { ...common, name: `PyTorch compile${where}`, mode: "compile" },
    ],
    note: isOther ? `PyTorch ${torch.version} computes on the processor here: it has no WebGPU` : null,
  };
}
