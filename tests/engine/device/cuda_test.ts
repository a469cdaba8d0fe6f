import assert from "node:assert/strict";
import { dirname } from "node:path";
import { cudaDriver, driverError, hiddenGPUs, noGPU } from "../../../lib/engine/device/cuda.ts";
import type { Device, Probe } from "../../../lib/engine/device/device.ts";
import { findLibrary } from "../../../lib/engine/tensorflow/mod.ts";
import { needsLinux, skipIf } from "../../skip.ts";
import { runFresh, withoutGPU } from "./fresh_process.ts";
import { missingLibrary } from "./missing_library.ts";

Deno.test("hiddenGPUs() reads CUDA_VISIBLE_DEVICES as CUDA does", () => {
  assert.equal(hiddenGPUs(undefined), null);
  assert.equal(hiddenGPUs("0,1"), null);
  assert.equal(hiddenGPUs("GPU-8f2a"), null);
  for (const value of ["", "-1", " -1,0", "NoDevFiles"]) assert.match(hiddenGPUs(value)!, /hides every GPU/);
});

Deno.test("noGPU() tells a missing driver from one that is too old, and from missing libraries", () => {
  const engine = {
    version: "2.21.0",
    library: { path: "/tf.so", place: "here" },
    cuda: { loaded: ["a", "b"], failed: [] as { path: string; reason: string }[] },
  };
  assert.equal(
    noGPU(engine, null),
    "TensorFlow 2.21.0 (/tf.so) lists no GPU: CUDA's 2 libraries were found, only the driver's own (libcuda.so.1) is " +
      "missing; install the driver for compute, or start the container with it (docker run --gpus all)",
  );
  const linked = { path: "c", reason: "libcuda.so.1: cannot open shared object file" };
  assert.match(
    noGPU({ ...engine, cuda: { ...engine.cuda, failed: [linked] } }, null),
    /CUDA's 3 libraries were found, only the driver's own \(libcuda\.so\.1\) is missing/,
  );
  assert.match(
    noGPU(engine, { cuda: "12.2" }, 0),
    /2 CUDA libraries loaded; the driver supports CUDA up to 12\.2, which may be/,
  );
  assert.match(
    noGPU(engine, { cuda: "12.8" }, 999),
    /because the driver does not start \(cuInit returns the CUDA error 999\); restart the machine/,
  );
  const broken = { ...engine.cuda, failed: [{ path: "c", reason: "c: cut off" }] };
  assert.match(
    noGPU({ ...engine, cuda: broken }, null),
    /2 CUDA libraries loaded, but these could not be loaded: c: cut off$/,
  );
  assert.match(noGPU({ ...engine, cuda: null }, null), /no CUDA libraries are installed beside it/);
});

Deno.test("cudaDriver() reads the driver's version, driverError() how it starts; without a driver null and 0", async () => {
  assert.equal(cudaDriver("libcourse_no_such_driver.so.1"), null);
  assert.equal(driverError("libcourse_no_such_driver.so.1"), 0);
  const folder = await Deno.makeTempDir();
  try {
    for (const [status, expected] of [[0, { cuda: "12.8" }], [34, null]] as const) {
      const source = `${folder}/driver.c`, library = `${folder}/driver${status}.so`;
      const body = `{ *version = 12080; return ${status}; }`;
      const start = `int cuInit(unsigned int flags) { return flags + 3 * ${status}; }`;
      await Deno.writeTextFile(source, `int cuDriverGetVersion(int* version) ${body}\n${start}`);
      const built = await new Deno.Command("cc", { args: ["-shared", "-fPIC", "-o", library, source] })
        .output()
        .catch(() => null);
      if (!built?.success) continue; // without a C compiler
      assert.deepEqual(cudaDriver(library), expected);
      assert.equal(driverError(library), 3 * status);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** What a fresh process finds where `nvidia-smi` lists one GPU; `$folder` in `env` holds two builds of TensorFlow. */
async function probeWithGPU(
  env: Record<string, string>,
  { driver = `{ cuda: "12.8" }`, listed = "NVIDIA GeForce RTX 4060, 8188, 550.54.14, 8.9" } = {},
): Promise<Probe> {
  const folder = await Deno.makeTempDir();
  try {
    const smi = `#!/bin/sh\necho '${listed}'\n`;
    await Deno.writeTextFile(`${folder}/nvidia-smi`, smi, { mode: 0o755 });
    for (const build of ["cpu", "cuda"]) {
      await Deno.mkdir(`${folder}/${build}/tensorflow`, { recursive: true });
      await Deno.writeTextFile(`${folder}/${build}/tensorflow/libtensorflow_cc.so.2`, "");
    }
    await Deno.mkdir(`${folder}/cpu/tensorflow_cpu-2.21.0.dist-info`);
    const variables = { PATH: `${folder}:${Deno.env.get("PATH")}`, CUDA_VISIBLE_DEVICES: "0", ...env };
    const { stdout, stderr } = await runFresh(
      `const { probeCUDA } = await import("./lib/engine/device/cuda.ts");
      console.log(JSON.stringify(await probeCUDA(() => (${driver}))));`,
      Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [name, value.replace("$folder", folder)]),
      ),
    );
    assert.notEqual(stdout, "", stderr);
    return JSON.parse(stdout);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const onLinux = { ignore: Deno.build.os !== "linux" };

Deno.test(
  "cuda: a GPU whose TensorFlow is tensorflow-cpu is named, with the command that installs the other",
  onLinux,
  async () => {
    const answer = await probeWithGPU({ COURSE_LIBTENSORFLOW: "$folder/cpu/tensorflow" });
    assert.ok(!answer.available);
    assert.match(answer.reason, /RTX 4060 was found, but .* is from tensorflow-cpu/);
    assert.match(answer.advice.join(), /COURSE_ENGINE=cuda/);
  },
);

Deno.test(
  "cuda: a GPU with TensorFlow's CUDA build is found, with its memory and driver",
  onLinux,
  async () => {
    const answer = await probeWithGPU({ COURSE_LIBTENSORFLOW: "$folder/cuda/tensorflow" });
    assert.deepEqual(answer, {
      available: true,
      found: {
        name: "NVIDIA GeForce RTX 4060",
        memoryBytes: 8188 * 2 ** 20,
        driver: "550.54.14",
        software: false,
      },
    });
  },
);

Deno.test(
  "cuda: a GPU newer than TensorFlow's machine code is found, with a word about its first use",
  onLinux,
  async () => {
    const answer = await probeWithGPU({ COURSE_LIBTENSORFLOW: "$folder/cuda/tensorflow" }, {
      listed: "NVIDIA GeForce RTX 5090, 32607, 570.86.16, 12.0",
    });
    assert.ok(answer.available);
    assert.match(
      answer.found.firstUse!,
      /RTX 5090 \(compute capability 12\.0\): at first use the driver compiles/,
    );
  },
);

Deno.test("cuda: a GPU or a driver that is too old is not used", onLinux, async () => {
  for (
    const [listed, reason] of [
      ["GTX 980, 4040, 550.54.14, 5.2", /compute capability 5\.2/],
      ["RTX 2060, 5926, 470.256.02, 7.5", /the driver 470\.256\.02/],
    ] as const
  ) {
    const answer = await probeWithGPU({ COURSE_LIBTENSORFLOW: "$folder/cuda/tensorflow" }, { listed });
    assert.ok(!answer.available);
    assert.match(answer.reason, reason);
  }
});

Deno.test(
  "cuda: a GPU whose driver has no library for CUDA is not used, and the library is named",
  onLinux,
  async () => {
    const answer = await probeWithGPU({ COURSE_LIBTENSORFLOW: "$folder/cuda/tensorflow" }, {
      driver: "null",
    });
    assert.ok(!answer.available);
    assert.match(
      answer.reason,
      /RTX 4060 was found, but the driver's library for CUDA \(libcuda\.so\.1\) cannot be/,
    );
    assert.match(answer.advice.join(), /--gpus all/);
  },
);

Deno.test("cuda: a GPU without TensorFlow's library says where it was looked for", onLinux, async () => {
  const answer = await probeWithGPU({ COURSE_LIBTENSORFLOW: "$folder/nowhere" });
  assert.ok(!answer.available);
  assert.match(answer.reason, /not found in COURSE_LIBTENSORFLOW \(.*nowhere/);
});

Deno.test("cuda: a GPU hidden by CUDA_VISIBLE_DEVICES is not found", onLinux, async () => {
  const answer = await probeWithGPU({ CUDA_VISIBLE_DEVICES: "-1" });
  assert.ok(!answer.available);
  assert.match(answer.advice.join(), /Unset CUDA_VISIBLE_DEVICES/);
});

Deno.test({
  ...skipIf(
    "a GPU that TensorFlow does not list is passed over, with the reason, and the processor computes",
    needsLinux,
    missingLibrary(),
  ),
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const smi = "#!/bin/sh\necho 'NVIDIA GeForce RTX 4060, 8188, 550.54.14'\n";
      await Deno.writeTextFile(`${folder}/nvidia-smi`, smi, { mode: 0o755 });
      // The library in another folder: without tensorflow-cpu's name beside it, only opening it shows that it has no CUDA.
      await Deno.symlink(dirname(findLibrary().path), `${folder}/tensorflow`);
      const { stdout, stderr } = await runFresh(
        `console.log(JSON.stringify(await useDevice({ quiet: true })));`,
        {
          ...withoutGPU,
          PATH: `${folder}:${Deno.env.get("PATH")}`,
          COURSE_LIBTENSORFLOW: `${folder}/tensorflow`,
          CUDA_VISIBLE_DEVICES: "99", // no machine has this GPU
        },
      );
      assert.notEqual(stdout, "", stderr);
      const device: Device = JSON.parse(stdout);
      assert.equal(device.kind, "cpu");
      assert.equal(device.backend, "tensorflow");
      const [cuda] = device.considered;
      assert.equal(cuda.chosen, false);
      assert.match(
        cuda.reason,
        cudaDriver() === null
          ? /^NVIDIA GeForce RTX 4060 was found, but the driver's library/
          : /^NVIDIA GeForce RTX 4060 was found but cannot be used: TensorFlow \S+ .*lists no GPU/,
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
