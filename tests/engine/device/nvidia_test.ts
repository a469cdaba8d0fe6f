import assert from "node:assert/strict";
import {
  nvidiaGPUs,
  parseNvidiaSmi,
  tooOldForCUDA,
  usedGPUBytes,
} from "../../../lib/engine/device/nvidia.ts";

/** Runs `body` with a program that is used as nvidia-smi. */
async function withProgram(script: string, body: (command: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const command = `${folder}/nvidia-smi`;
    await Deno.writeTextFile(command, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    await body(command);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("parseNvidiaSmi() reads a GPU a line, MiB to bytes", () => {
  const text =
    "NVIDIA H100 80GB HBM3, 81559, 560.35.03, 9.0\nNVIDIA GeForce RTX 4060, 8188, 560.35.03, 8.9\n";
  assert.deepEqual(parseNvidiaSmi(text), [
    {
      name: "NVIDIA H100 80GB HBM3",
      memoryBytes: 81559 * 2 ** 20,
      driver: "560.35.03",
      computeCapability: 9,
    },
    {
      name: "NVIDIA GeForce RTX 4060",
      memoryBytes: 8188 * 2 ** 20,
      driver: "560.35.03",
      computeCapability: 8.9,
    },
  ]);
});

Deno.test("parseNvidiaSmi() reads a GPU that shares the machine's memory, and no error message for a GPU", () => {
  assert.deepEqual(parseNvidiaSmi("NVIDIA GB10, [N/A], 580.95.05\n"), [
    { name: "NVIDIA GB10", memoryBytes: null, driver: "580.95.05", computeCapability: null },
  ]);
  assert.deepEqual(
    parseNvidiaSmi("NVIDIA-SMI has failed, because it couldn't communicate, with the driver, at all"),
    [],
  );
  assert.deepEqual(parseNvidiaSmi(""), []);
});

Deno.test("nvidiaGPUs() says that nvidia-smi is missing, and what to install", async () => {
  const answer = await nvidiaGPUs({ command: "nvidia-smi-that-is-not-there" });
  assert.ok(answer.gpus === null);
  assert.match(answer.reason, /nvidia-smi.* was not found/);
  assert.match(answer.advice.join(" "), /driver/);
});

Deno.test({
  name: "nvidiaGPUs() passes on what a failing nvidia-smi says",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withProgram(
      "echo 'Failed to initialize NVML: Driver/library version mismatch'; exit 18",
      async (command) => {
        const answer = await nvidiaGPUs({ command });
        assert.ok(answer.gpus === null);
        assert.match(answer.reason, /lists no GPU: Failed to initialize NVML/);
        assert.match(answer.advice.join(" "), /[Rr]estart/);
      },
    ),
});

Deno.test({
  name: "nvidiaGPUs() lists what nvidia-smi lists",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withProgram("echo 'NVIDIA GeForce RTX 4060, 8188, 550.54.14'", async (command) => {
      const answer = await nvidiaGPUs({ command });
      assert.equal(answer.gpus?.[0].name, "NVIDIA GeForce RTX 4060");
    }),
});

Deno.test({
  name: "nvidiaGPUs() asks an old driver again without what it does not know",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withProgram(
      `case "$1" in *compute_cap*) echo 'Field "compute_cap" is not a valid field to query.'; exit 2 ;; esac
echo 'GeForce GTX 1060 6GB, 6078, 418.67'`,
      async (command) => {
        const { gpus } = await nvidiaGPUs({ command });
        assert.deepEqual(gpus?.map(({ name, computeCapability }) => [name, computeCapability]), [
          ["GeForce GTX 1060 6GB", null],
        ]);
      },
    ),
});

Deno.test("nvidiaGPUs() on a Mac looks for nothing, and says that WebGPU uses its GPU", async () => {
  const answer = await nvidiaGPUs({ os: "darwin", command: "not-there" });
  assert.ok(answer.gpus === null);
  assert.equal(answer.reason, "macOS has no driver for NVIDIA GPUs");
  assert.match(answer.advice.join(), /WebGPU/);
});

Deno.test("tooOldForCUDA() refuses GPUs before Pascal and drivers before CUDA 12", () => {
  const gpu = { name: "GPU", memoryBytes: 2 ** 33, driver: "550.54.14", computeCapability: 8.9 };
  assert.equal(tooOldForCUDA(gpu), null);
  assert.equal(tooOldForCUDA({ ...gpu, driver: "525.60.13", computeCapability: 6.1 }), null);
  assert.equal(tooOldForCUDA({ ...gpu, computeCapability: null }), null);
  assert.match(tooOldForCUDA({ ...gpu, computeCapability: 5 })!.reason, /capability 5\.0, .* needs 6\.0/);
  const old = tooOldForCUDA({ ...gpu, driver: "470.256.02" })!;
  assert.match(old.reason, /GPU has the driver 470\.256\.02, and CUDA 12 needs 525 or newer/);
  assert.match(old.advice.join(), /Update NVIDIA's driver/);
});

Deno.test({
  name: "usedGPUBytes() reads what the first GPU has in use, and is null where nvidia-smi does not tell",
  ignore: Deno.build.os === "windows",
  async fn() {
    await withProgram(`echo "$1" | grep -q memory.used && printf '512\\n20\\n'`, async (command) => {
      assert.equal(await usedGPUBytes({ command }), 512 * 2 ** 20);
    });
    await withProgram("echo '[N/A]'", async (command) => assert.equal(await usedGPUBytes({ command }), null));
    assert.equal(await usedGPUBytes({ command: "nvidia-smi-that-is-not-there" }), null);
  },
});
