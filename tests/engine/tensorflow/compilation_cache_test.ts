/** XLA's compilation cache: a second process reads what the first has compiled; nothing in the folder can end a run. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { TensorFlowError } from "../../../lib/engine/tensorflow/status.ts";
import { CompilationCache, useCompilationCache } from "../../../lib/engine/tensorflow/compilation_cache.ts";
import { engineTest, runProgram } from "./engine.ts";

/** Two programs of XLA, run at the same time. The random numbers are in the programs. */
const PROGRAM = `import * as tf from "@tensorflow/tfjs"; import { jit } from "lib/engine/jit";
  import { useTensorFlow } from "lib/engine/tensorflow";
  const engine = useTensorFlow({ gpu: false });
  const x = tf.linspace(-2, 2, 12).reshape([3, 4]);
  const a = jit((x) => tf.sum(tf.exp(tf.matMul(x, x, false, true))), { mode: "xla" });
  const b = jit((x) => tf.sum(tf.softmax(tf.mul(x, 3)), 0), { mode: "xla" });
  const results = await Promise.all([a(x), b(x)]);
  console.log(JSON.stringify(results.map((t) => Array.from(new Uint32Array(t.dataSync().buffer)))));`;

const run = (folder: string, env: Record<string, string> = {}) =>
  runProgram(PROGRAM, { env: { COURSE_COMPILATION_CACHE: folder, TF_XLA_FLAGS: "", ...env } });

async function programsIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    found.push(...isDirectory ? await programsIn(path) : [path]);
  }
  return found.sort();
}

async function inFolder(body: (folder: string) => void | Promise<void>): Promise<void> {
  const outer = await Deno.makeTempDir(), folder = join(outer, `프로그램 of "mine" \\`);
  try {
    await Deno.mkdir(folder);
    await body(folder);
  } finally {
    await Deno.remove(outer, { recursive: true });
  }
}

engineTest(
  "a second process reads the programs of the first, and computes the same bits",
  () =>
    inFolder(async (folder) => {
      const first = await run(folder), files = await programsIn(folder);
      assert.equal(files.length, 2);
      const written = await Promise.all(files.map(async (path) => (await Deno.stat(path)).mtime));
      const second = await run(folder);
      assert.deepEqual(second, first);
      assert.deepEqual(
        [second.code, second.stderr],
        [0, ""],
        "TensorFlow's note about each file is not shown",
      );
      assert.deepEqual(await programsIn(folder), files);
      assert.deepEqual(await Promise.all(files.map(async (path) => (await Deno.stat(path)).mtime)), written);
      assert.deepEqual((await run("off")).stdout, first.stdout, "the programs compute what compiled ones do");
    }),
);

engineTest(
  "damaged programs are compiled again: cut off, empty, or something else",
  () =>
    inFolder(async (folder) => {
      const { stdout } = await run(folder), files = await programsIn(folder);
      const [bytes] = await Promise.all(files.map((path) => Deno.readFile(path)));
      for (const damaged of [bytes.subarray(0, 500), new Uint8Array(), new Uint8Array(3000).fill(255)]) {
        await Promise.all(files.map((path) => Deno.writeFile(path, damaged)));
        const again = await run(folder);
        assert.deepEqual([again.code, again.stdout], [0, stdout], again.stderr);
        assert.deepEqual(await programsIn(folder), files);
        assert.ok((await Deno.stat(files[0])).size > 3000, "the damaged files were replaced");
      }
    }),
);

engineTest(
  "other flags of XLA have programs of their own, and the user's flags stay",
  () =>
    inFolder(async (folder) => {
      await run(folder);
      await run(folder, { XLA_FLAGS: "--xla_cpu_enable_fast_math=false" });
      await run(folder, { TF_XLA_FLAGS: "--tf_xla_cpu_global_jit" });
      assert.equal(new Set((await programsIn(folder)).map((path) => join(path, ".."))).size, 3);
    }),
);

engineTest("a process started by another one uses its own folder", () =>
  inFolder(async (folder) => {
    const theirs = join(folder, "theirs"), ours = join(folder, "ours");
    const inherited = `--tf_xla_persistent_cache_directory="${
      theirs.replace(/["\\]/g, "\\$&")
    }" --tf_xla_persistent_cache_device_types=CPU`;
    await run(ours, { TF_XLA_FLAGS: inherited });
    assert.deepEqual([(await programsIn(folder)).length, (await programsIn(ours)).length], [2, 2]);
  }));

Deno.test("nothing is kept where it cannot be, or is not wanted", () =>
  inFolder((folder) => {
    const flags = Deno.env.get("TF_XLA_FLAGS");
    const use = (version = "2.21.0", o = {}) => useCompilationCache(version, { parent: folder, ...o });
    try {
      Deno.env.delete("TF_XLA_FLAGS");
      assert.equal(use("2.20.0"), null, "a version that was not tried");
      assert.equal(use("2.21.0", { parent: null }), null, "off");
      assert.equal(use("2.21.0", { parent: "/dev/null/folder" }), null, "no folder");
      assert.equal(use("2.21.0", { minFreeBytes: Infinity }), null, "a full disk");
      assert.equal(Deno.env.get("TF_XLA_FLAGS"), undefined);
      const ours = `--tf_xla_persistent_cache_directory="/x" --tf_xla_persistent_cache_device_types=CPU`;
      Deno.env.set("TF_XLA_FLAGS", `${ours} --tf_xla_auto_jit=0`);
      assert.equal(use("2.9.1"), null);
      assert.equal(
        Deno.env.get("TF_XLA_FLAGS"),
        "--tf_xla_auto_jit=0",
        "another version may not know our flags",
      );
      for (const own of ["/tmp/flags", "--tf_xla_persistent_cache_directory=/tmp/mine"]) {
        Deno.env.set("TF_XLA_FLAGS", own);
        assert.equal(use(), null);
        assert.equal(Deno.env.get("TF_XLA_FLAGS"), own, "the user's own");
      }
    } finally {
      if (flags === undefined) Deno.env.delete("TF_XLA_FLAGS");
      else Deno.env.set("TF_XLA_FLAGS", flags);
    }
  }));

Deno.test("the oldest programs are removed when there are too many bytes, also of another machine", () =>
  inFolder(async (folder) => {
    const flags = Deno.env.get("TF_XLA_FLAGS");
    try {
      Deno.env.delete("TF_XLA_FLAGS");
      const other = join(folder, "0123456789abcdef"), own = join(folder, "photos");
      const paths = [
        ...["a", "b", "c.tmp"].map((name) => join(other, `xla_compile_cache__${name}`)),
        ...[other, own, folder].map((parent) => join(parent, "my file")),
        join(own, "xla_compile_cache__mine"),
      ];
      await Promise.all([other, own].map((parent) => Deno.mkdir(parent)));
      for (const [i, path] of paths.entries()) {
        await Deno.writeFile(path, new Uint8Array(100));
        await Deno.utime(path, 1000 + i, 1000 + i);
      }
      const cache = useCompilationCache("2.21.0", { parent: folder, maxBytes: 250, minFreeBytes: 0 });
      assert.deepEqual(await programsIn(folder), paths.slice(1).sort(), "only the oldest program is gone");
      useCompilationCache("2.21.0", { parent: folder, maxBytes: 0, minFreeBytes: 0 });
      new CompilationCache(other).clear();
      cache?.clear();
      assert.deepEqual(await programsIn(folder), paths.slice(3).sort(), "the reader's own files stay");
    } finally {
      if (flags === undefined) Deno.env.delete("TF_XLA_FLAGS");
      else Deno.env.set("TF_XLA_FLAGS", flags);
    }
  }));

Deno.test("only an error about a file of the cache is the cache's fault", () => {
  const cache = new CompilationCache("/x/cache/xla/0123");
  cache.clear(); // there is no such folder
  const isAtFault = (code: string, reason: string) =>
    cache.isAtFault(new TensorFlowError(code, reason, "run"));
  assert.ok(isAtFault("DATA_LOSS", "Can't parse /x/cache/xla/0123/a.pb as binary proto"));
  assert.ok(isAtFault("RESOURCE_EXHAUSTED", "/x/cache/xla/0123/a.pb.tmp; No space left on device"));
  assert.ok(isAtFault("INVALID_ARGUMENT", "Serialized cache key does not match."));
  assert.ok(isAtFault("OUT_OF_RANGE", "Read less bytes than requested"));
  assert.ok(!isAtFault("RESOURCE_EXHAUSTED", "Out of memory"));
  assert.ok(!isAtFault("INVALID_ARGUMENT", "Incompatible shapes"));
  assert.ok(!cache.isAtFault(new Error("/x/cache/xla/0123/a.pb")));
});

Deno.test("a full disk is not called a full device", () => {
  const { message } = new TensorFlowError("RESOURCE_EXHAUSTED", "/x/a.tmp; No space left on device", "run f");
  assert.match(
    message,
    /^run f: .*No space left on device \(RESOURCE_EXHAUSTED\)\. The disk is full\. Free some space/,
  );
});
