import assert from "node:assert/strict";
import { join } from "node:path";
import { findLibrary } from "lib/engine/tensorflow";
import { Loader } from "../../../lib/engine/tensorflow/loader.ts";
import { cudaFolderFlag, keepNaNInXLA } from "../../../lib/engine/tensorflow/open.ts";
import { nvidiaFolder, preloadLibraries } from "../../../lib/engine/tensorflow/preload.ts";
import { engineTest, runProgram } from "./engine.ts";
import { skipIf } from "../../skip.ts";

engineTest("useTensorFlow() prints nothing of its own, and the process ends well", async () => {
  const program =
    `import { useTensorFlow } from "lib/engine/tensorflow"; useTensorFlow(); console.log("open");`;
  assert.deepEqual(await runProgram(program), { code: 0, stdout: "open\n", stderr: "" });
});

engineTest(
  "useTensorFlow() returns the same engine twice, and does not change to the GPU",
  async (engine) => {
    const program =
      `import { useTensorFlow } from "lib/engine/tensorflow"; import * as tf from "@tensorflow/tfjs";
    const first = useTensorFlow({ gpu: false });
    await tf.setBackend("cpu");
    console.log(first === useTensorFlow(), first === useTensorFlow({ gpu: false }));
    console.log(tf.getBackend(), first.gpu);
    try { useTensorFlow({ gpu: true }); } catch (error) { console.log(error.message); }`;
    const { code, stdout, stderr } = await runProgram(program);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    const [same, backend, refusal] = stdout.split("\n");
    assert.equal(same, "true true");
    assert.equal(backend, "tensorflow null");
    assert.match(
      refusal,
      /^TensorFlow \S+ is already open in this process without a GPU.*COURSE_DEVICE=cuda$/,
    );
    assert.ok(engine.devices.some((device) => device.type === "CPU"));
  },
);

engineTest("options that only spell the default out are the default", async () => {
  const program = `import { useTensorFlow } from "lib/engine/tensorflow";
    console.log(useTensorFlow() === useTensorFlow({ gpu: true }));`;
  assert.equal((await runProgram(program)).stdout, "true\n");
});

engineTest("a file that is no library is named with the loader's reason", async () => {
  const file = await Deno.makeTempFile();
  await Deno.writeTextFile(file, "no library");
  const program = `import { useTensorFlow } from "lib/engine/tensorflow";
    try { useTensorFlow(); } catch (error) { console.log(error.name + ": " + error.message); }`;
  const { code, stdout } = await runProgram(program, { env: { COURSE_LIBTENSORFLOW: file } });
  assert.equal(code, 0);
  assert.match(stdout, /^TensorFlowOpenError: .*\(COURSE_LIBTENSORFLOW\) cannot be opened/);
  assert.ok(stdout.includes(file));
  await Deno.remove(file);
});

engineTest(
  "TensorFlow sees the variables that are set before it loads, and the user's own stay",
  async ({ cuda }) => {
    const program = `import { useTensorFlow } from "lib/engine/tensorflow";
    useTensorFlow();
    const libc = Deno.dlopen(Deno.build.os === "darwin" ? "libSystem.dylib" : "libc.so.6", {
      getenv: { parameters: ["buffer"], result: "pointer" },
    });
    for (const name of ["TF_CPP_MIN_LOG_LEVEL", "TF_ENABLE_ONEDNN_OPTS"]) {
      const value = libc.symbols.getenv(new TextEncoder().encode(name + "\\0"));
      console.log(value && Deno.UnsafePointerView.getCString(value));
    }`;
    const oneDNN = Deno.build.arch === "x86_64" ? "1" : "null";
    assert.equal((await runProgram(program)).stdout, `${cuda === null ? 3 : 2}\n${oneDNN}\n`);
    const env = { TF_CPP_MIN_LOG_LEVEL: "1", TF_ENABLE_ONEDNN_OPTS: "0" };
    assert.equal((await runProgram(program, { env })).stdout, "1\n0\n");
  },
);

engineTest("bfloat16 products write nothing to stderr, also on a processor without AVX-512", async () => {
  const program = `import * as tf from "@tensorflow/tfjs"; import { jit } from "lib/engine/jit";
    import { useTensorFlow } from "lib/engine/tensorflow";
    useTensorFlow();
    const square = (x) => tf.matMul(x, x), x = tf.tensor2d([[3]]);
    for (const mode of ["graph", "xla"]) {
      console.log((await jit(square, { mode, matmul: "bfloat16" })(x)).dataSync()[0]);
    }`;
  assert.deepEqual(await runProgram(program), { code: 0, stdout: "9\n9\n", stderr: "" });
});

engineTest("XLA reads the folder of CUDA's compiler whole, whatever is in its name", async () => {
  // Read as anything but one value, this name holds a flag that XLA does not know, which ends the process.
  const XLA_FLAGS = cudaFolderFlag('/강의 폴더 "1" \\ --xla_no_such_flag/cuda_nvcc');
  const program = `import * as tf from "@tensorflow/tfjs"; import { jit } from "lib/engine/jit";
    import { useTensorFlow } from "lib/engine/tensorflow";
    useTensorFlow();
    const double = await jit((x) => tf.add(x, x), { mode: "xla" })(tf.scalar(2));
    console.log(double.dataSync()[0]);`;
  assert.deepEqual(await runProgram(program, { env: { XLA_FLAGS } }), { code: 0, stdout: "4\n", stderr: "" });
});

engineTest("XLA keeps a NaN in max() and min(), beside the user's own flags", async () => {
  const program = `import * as tf from "@tensorflow/tfjs"; import { jit } from "lib/engine/jit";
    import { useTensorFlow } from "lib/engine/tensorflow";
    useTensorFlow();
    const max = await jit((x) => tf.max(x), { mode: "xla" })(tf.tensor1d([1, NaN, 3]));
    console.log(max.dataSync()[0], Deno.env.get("XLA_FLAGS"));`;
  const ours = "--xla_cpu_enable_fast_min_max=false", theirs = "--xla_cpu_enable_fast_math=false";
  const opposite = "--xla_cpu_enable_fast_min_max=true";
  for (
    const [XLA_FLAGS, said] of [
      ["", `NaN ${ours}`],
      [` ${theirs}`, `NaN ${ours} ${theirs}`],
      [opposite, `3 ${opposite}`],
    ]
  ) {
    assert.equal((await runProgram(program, { env: { XLA_FLAGS } })).stdout, `${said}\n`);
  }
});

Deno.test("flags for XLA are left alone where they are a file's name, or the version was never tried", () => {
  const set = Deno.env.get("XLA_FLAGS");
  try {
    for (
      const [version, flags] of [["2.22.0", ""], ["3.0.0", ""], ["unknown", ""], ["2.21.0", "/tmp/flags"]]
    ) {
      Deno.env.set("XLA_FLAGS", flags);
      keepNaNInXLA(version);
      assert.equal(Deno.env.get("XLA_FLAGS"), flags, version);
    }
  } finally {
    if (set === undefined) Deno.env.delete("XLA_FLAGS");
    else Deno.env.set("XLA_FLAGS", set);
  }
});

/** Two libraries in wheels' folders; the one that is first by name needs the other. */
async function compileWheels(site: string): Promise<boolean> {
  const build = async (part: string, source: string, ...args: string[]) => {
    const lib = join(site, "nvidia", part, "lib");
    await Deno.mkdir(lib, { recursive: true });
    const file = join(lib, `lib${part}.so.1`);
    await Deno.writeTextFile(`${file}.c`, source);
    const command = new Deno.Command("cc", {
      args: ["-shared", "-fPIC", `-Wl,-soname,lib${part}.so.1`, "-o", file, `${file}.c`, ...args],
    });
    return (await command.output()).success ? file : null;
  };
  const needed = await build("course_zz", "int course_zz(void) { return 42; }");
  if (needed === null) return false;
  return await build(
    "course_aa",
    "int course_zz(void); int course_aa(void) { return course_zz(); }",
    needed,
  ) !== null;
}

Deno.test("libraries of nvidia-* wheels are found by name once they are preloaded, in whatever order they need", async (t) => {
  const site = await Deno.makeTempDir();
  try {
    const compiled = Deno.build.os === "linux" && await compileWheels(site).catch(() => false);
    await t.step({
      ...skipIf("two libraries", compiled ? "" : "needs Linux and a C compiler"),
      fn: async () => {
        const open = () => Deno.dlopen("libcourse_aa.so.1", { course_aa: { parameters: [], result: "i32" } });
        assert.throws(open, "the loader does not look into wheels");
        const folder = nvidiaFolder(join(site, "tensorflow", "libtensorflow_cc.so.2"));
        assert.equal(folder, join(site, "nvidia"));
        await Deno.writeTextFile(join(folder!, "course_zz", "lib", "broken.so"), "no library");
        using loader = new Loader();
        const { loaded, failed } = preloadLibraries(loader, folder!);
        assert.deepEqual(loaded.map((path) => path.split("/").at(-1)), [
          "libcourse_zz.so.1",
          "libcourse_aa.so.1",
        ]);
        assert.equal(failed.length, 1);
        assert.match(failed[0].reason, /broken\.so/);
        const library = open();
        assert.equal(library.symbols.course_aa(), 42);
        library.close();
      },
    });
  } finally {
    await Deno.remove(site, { recursive: true });
  }
});

engineTest("there are no CUDA wheels beside a CPU build", (engine) => {
  if (engine.gpu === null && nvidiaFolder(findLibrary().path) === undefined) assert.equal(engine.cuda, null);
});
