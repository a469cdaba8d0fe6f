import assert from "node:assert/strict";
import { join } from "node:path";
import { keepLibraries } from "../../../lib/tools/cli/tensorflow_library.ts";
import { finishExchange, succeed, whyRemake } from "../../../lib/tools/cli/virtual_environment.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

const stamp = { python: "3.11.2", lock: "b1" };
const found = { exists: true, stamp, python: "3.11.2" };

Deno.test("whyRemake() finds nothing to do in an up-to-date environment, also after a patch update of Python", () => {
  assert.equal(whyRemake("b1", found), undefined);
  assert.equal(whyRemake("b1", { ...found, python: "3.11.9" }), undefined);
});

Deno.test("whyRemake() says that an environment is missing, unfinished, without its Python, or from another lock", () => {
  assert.match(whyRemake("b1", { exists: false })!, /none yet/);
  assert.match(whyRemake("b1", { exists: true, python: "3.11.2" })!, /not finished/);
  assert.match(whyRemake("b1", { ...found, stamp: { lock: "b1" } })!, /not finished/);
  assert.match(whyRemake("b1", { ...found, python: "3.12.0" })!, /Python 3\.11\.2, which is no longer there/);
  assert.match(whyRemake("b1", { ...found, python: undefined })!, /no longer there/);
  assert.match(whyRemake("b2", found)!, /locked versions have changed/);
});

Deno.test("a new environment replaces the old one only when it is complete, whenever a start is interrupted", () =>
  inTemporaryFolder(async (top) => {
    const folder = join(top, "venv");
    const put = async (path: string, text: string) => {
      await Deno.mkdir(path);
      await Deno.writeTextFile(join(path, "course.json"), text);
    };
    const names = () => Array.from(Deno.readDirSync(top), ({ name }) => name);

    await put(folder, "old");
    await Deno.mkdir(`${folder}.new`); // not whole: no stamp
    await finishExchange(folder);
    assert.equal(await Deno.readTextFile(join(folder, "course.json")), "old");

    await Deno.writeTextFile(join(`${folder}.new`, "course.json"), "new");
    await finishExchange(folder);
    assert.equal(await Deno.readTextFile(join(folder, "course.json")), "new");
    assert.deepEqual(names(), ["venv"]);

    // Ended between the two renames.
    await Deno.rename(folder, `${folder}.old`);
    await put(`${folder}.new`, "newer");
    await finishExchange(folder);
    assert.equal(await Deno.readTextFile(join(folder, "course.json")), "newer");
    assert.deepEqual(names(), ["venv"]);
  }));

Deno.test("keepLibraries() keeps TensorFlow's libraries, NVIDIA's and the records", () =>
  inTemporaryFolder(async (folder) => {
    const files = [
      ...["tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2"],
      ...["tensorflow/libtensorflow_cc.2.dylib", "nvidia/cudnn/lib/libcudnn.so.9"],
      ...["tensorflow_cpu-2.21.0.dist-info/RECORD"],
    ];
    const others = [
      "tensorflow/__init__.py",
      "tensorflow/include/tensorflow/c/c_api.h",
      "bin/saved_model_cli",
    ];
    for (const file of [...files, ...others]) {
      await Deno.mkdir(join(folder, file, ".."), { recursive: true });
      await Deno.writeTextFile(join(folder, file), "");
    }
    await keepLibraries(folder);
    for (const file of files) await Deno.stat(join(folder, file));
    for (const file of others) {
      await assert.rejects(Deno.stat(join(folder, file)), Deno.errors.NotFound, file);
    }
  }));

Deno.test("succeed() says what uv could not do, its last lines, and what to do", () => {
  succeed({ code: 0, tail: ["warning"] }, "install Jupyter");
  assert.throws(
    () => succeed({ code: 1, tail: ["error: No space left on device (os error 28)"] }, "install Jupyter"),
    (error: Error & { next?: string }) =>
      /uv could not install Jupyter:\n {2}error: No space/.test(error.message) &&
      /make room/.test(error.next!),
  );
});
