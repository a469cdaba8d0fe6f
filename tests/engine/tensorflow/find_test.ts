import assert from "node:assert/strict";
import { isAbsolute, join } from "node:path";
import { findLibrary, TensorFlowNotFoundError } from "lib/engine/tensorflow";

const FILE = Deno.build.os === "darwin" ? "libtensorflow_cc.2.dylib" : "libtensorflow_cc.so.2";
const supported = { ignore: !["linux", "darwin"].includes(Deno.build.os) };

/** A search in a folder of its own: nothing of this machine is found except by python3. */
async function inEmptyPlace(
  body: (search: (explicit?: string) => ReturnType<typeof findLibrary>, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = Deno.env.get("PATH")!;
  Deno.env.set("PATH", folder);
  try {
    await body((explicit = "") => findLibrary({ root: folder, explicit }), folder);
  } finally {
    Deno.env.set("PATH", path);
    await Deno.remove(folder, { recursive: true });
  }
}

/** Makes an (empty) library in a folder. */
async function install(folder: string): Promise<string> {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, FILE), "");
  return join(folder, FILE);
}

/** A `python3` that prints the folder of its tensorflow. */
async function writePython(folder: string, script: string): Promise<void> {
  await Deno.writeTextFile(join(folder, "python3"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

Deno.test({
  name: "findLibrary() lists every place it looked at, and what to do",
  ...supported,
  fn: () =>
    inEmptyPlace((search) => {
      const error = captured(search);
      assert.deepEqual(error.tried.map(({ place }) => place), [
        "the course's own",
        "an active Python (python3)",
      ]);
      const [own, python] = error.tried.map(({ detail }) => detail);
      assert.match(own, /\.course\/tensorflow\/tensorflow lacks the files libtensorflow_cc/);
      assert.match(python, /there is no python3/);
      for (const { place, detail } of error.tried) {
        assert.ok(error.message.includes(`  - ${place}: ${detail}`));
      }
      assert.match(error.message, /COURSE_LIBTENSORFLOW/);
      return Promise.resolve();
    }),
});

Deno.test({
  name: "findLibrary() takes the course's own before an active Python's",
  ...supported,
  fn: () =>
    inEmptyPlace(async (search, folder) => {
      const active = await install(join(folder, "active"));
      await writePython(folder, `echo ${join(folder, "active")}`);
      assert.equal(search().path, active);
      const own = await install(join(folder, ".course", "tensorflow", "tensorflow"));
      assert.deepEqual(search(), { path: own, place: "the course's own" });
    }),
});

Deno.test({
  name: "findLibrary() asks python3 where its tensorflow is",
  ...supported,
  fn: () =>
    inEmptyPlace(async (search, folder) => {
      const path = await install(join(folder, "elsewhere"));
      await writePython(folder, `echo ${join(folder, "elsewhere")}`);
      assert.deepEqual(search(), { path, place: "an active Python (python3)" });
      await writePython(folder, "exit 1");
      assert.match(captured(search).tried[1].detail, /it has no tensorflow/);
    }),
});

Deno.test({
  name: "COURSE_LIBTENSORFLOW is a file or a folder, and the only place looked at",
  ...supported,
  fn: () =>
    inEmptyPlace(async (search, folder) => {
      const path = await install(join(folder, "elsewhere"));
      const other = join(folder, "my library.so");
      await Deno.writeTextFile(other, "");
      const place = "COURSE_LIBTENSORFLOW";
      assert.deepEqual(search(other), { path: other, place });
      assert.deepEqual(search(join(path, "..")), { path, place });
      const error = captured(() => search(join(folder, "nowhere")));
      assert.deepEqual(error.tried.map((tried) => tried.place), [place]);
      assert.match(error.message, /unset it to search the usual places/);
    }),
});

function captured(f: () => unknown): TensorFlowNotFoundError {
  try {
    f();
  } catch (error) {
    if (error instanceof TensorFlowNotFoundError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "a library was found" });
}

Deno.test({
  name:
    "findLibrary() returns the whole path of a library in this folder: the system's loader searches a bare name elsewhere",
  ...supported,
  fn: () =>
    inEmptyPlace(async (search, folder) => {
      const library = await install(folder), before = Deno.cwd();
      Deno.chdir(folder);
      try {
        assert.equal(await Deno.realPath(search(FILE).path), await Deno.realPath(library));
        assert.equal(isAbsolute(search(FILE).path), true);
      } finally {
        Deno.chdir(before);
      }
    }),
});
