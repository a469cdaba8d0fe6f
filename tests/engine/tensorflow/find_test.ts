import assert from "node:assert/strict";
import { join } from "node:path";
import { findLibrary, TensorFlowNotFoundError } from "lib/engine/tensorflow";

const FILE = Deno.build.os === "darwin" ? "libtensorflow_cc.2.dylib" : "libtensorflow_cc.so.2";
const supported = { ignore: !["linux", "darwin"].includes(Deno.build.os) };

/** A search in a folder of its own: nothing of this machine is found except by python3. */
async function inEmptyPlace(
  body: (
    search: (env?: Record<string, string>) => ReturnType<typeof findLibrary>,
    folder: string,
  ) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = Deno.env.get("PATH")!;
  Deno.env.set("PATH", folder);
  try {
    await body(
      (env = {}) =>
        findLibrary({ root: folder, systemFolder: join(folder, "system"), env: (name) => env[name] }),
      folder,
    );
  } finally {
    Deno.env.set("PATH", path);
    await Deno.remove(folder, { recursive: true });
  }
}

/** Makes an (empty) library where a Python environment has it. */
async function install(environment: string): Promise<string> {
  const folder = join(environment, "lib", "python3.11", "site-packages", "tensorflow");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, FILE), "");
  return join(folder, FILE);
}

Deno.test({
  name: "findLibrary() lists every place it looked at, and what to do",
  ...supported,
  fn: () =>
    inEmptyPlace(async (search, folder) => {
      await Deno.mkdir(join(folder, "conda", "lib"), { recursive: true });
      const error = captured(() =>
        search({ VIRTUAL_ENV: join(folder, "gone"), CONDA_PREFIX: join(folder, "conda") })
      );
      assert.deepEqual(error.tried.map(({ place }) => place), [
        "the course's own",
        "an active Python (VIRTUAL_ENV)",
        "an active Python (CONDA_PREFIX)",
        "an active Python (python3)",
        join(folder, "system"),
        "the npm package @tensorflow/tfjs-node-gpu",
        "the npm package @tensorflow/tfjs-node",
      ]);
      const [own, active, conda, python, system] = error.tried.map(({ detail }) => detail);
      assert.match(own, /\.course\/tensorflow\/tensorflow has no libtensorflow_cc/);
      assert.equal(active, `${join(folder, "gone")} has no lib folder`);
      assert.equal(conda, `${join(folder, "conda", "lib")} has no Python`);
      assert.equal(python, "there is no python3");
      assert.match(system, /system has no libtensorflow_cc/);
      for (const { place, detail } of error.tried) {
        assert.ok(error.message.includes(`  - ${place}: ${detail}`));
      }
      assert.match(error.message, /COURSE_LIBTENSORFLOW/);
    }),
});

Deno.test({
  name: "findLibrary() takes the course's own before an active Python, and that before /usr/local/lib",
  ...supported,
  fn: () =>
    inEmptyPlace(async (search, folder) => {
      await Deno.mkdir(join(folder, "system"));
      await Deno.writeTextFile(join(folder, "system", FILE), "");
      assert.deepEqual(search(), { path: join(folder, "system", FILE), place: join(folder, "system") });
      const active = await install(join(folder, "active"));
      assert.equal(search({ VIRTUAL_ENV: join(folder, "active") }).path, active);
      const own = join(folder, ".course", "tensorflow", "tensorflow", FILE);
      await Deno.mkdir(join(own, ".."), { recursive: true });
      await Deno.writeTextFile(own, "");
      assert.deepEqual(search({ VIRTUAL_ENV: join(folder, "active") }), {
        path: own,
        place: "the course's own",
      });
    }),
});

Deno.test({
  name: "findLibrary() asks python3 where its tensorflow is",
  ...supported,
  fn: () =>
    inEmptyPlace(async (search, folder) => {
      const path = await install(join(folder, "elsewhere"));
      const script = `#!/bin/sh\necho ${join(path, "..")}\n`;
      await Deno.writeTextFile(join(folder, "python3"), script, { mode: 0o755 });
      assert.deepEqual(search(), { path, place: "an active Python (python3)" });
      await Deno.writeTextFile(join(folder, "python3"), "#!/bin/sh\nexit 1\n");
      assert.equal(captured(search).tried[3].detail, "python3 has no tensorflow");
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
      assert.deepEqual(search({ [place]: other }), { path: other, place });
      assert.deepEqual(search({ [place]: join(path, "..") }), { path, place });
      const error = captured(() => search({ [place]: join(folder, "nowhere") }));
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
