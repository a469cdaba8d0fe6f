import assert from "node:assert/strict";
import { join } from "node:path";
import { addSolved, courseProgress, formatProgressLines } from "../../../lib/notebook/exercises/progress.ts";
import { projectPath } from "../../../lib/project_folder.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

Deno.test("progress: solved exercises are counted by notebook, once each, and a damaged file counts as empty", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "new", "progress.json");
    for (const id of ["03.2", "00.1", "03.2", "99.9"]) await addSolved(file, id);
    assert.deepEqual(Object.keys(JSON.parse(await Deno.readTextFile(file))), ["00.1", "03.2", "99.9"]);
    const progress = await courseProgress(file);
    const of = (number: string) => progress.find(({ notebook }) => notebook === number)!;
    assert.deepEqual([of("00").solved, of("03").solved, of("04").solved], [["00.1"], ["03.2"], []]);
    assert.ok(of("03").exercises.includes("03.2"));
    await Deno.writeTextFile(file, "{ half");
    assert.ok((await courseProgress(file)).every(({ solved }) => solved.length === 0));
    await addSolved(file, "00.2");
    assert.deepEqual((await courseProgress(file))[0].solved, ["00.2"]);
  }));

Deno.test("progress: two writers at the same time lose nothing and leave no other file than the lock", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "progress.json");
    const module = new URL("../../../lib/notebook/exercises/progress.ts", import.meta.url).href;
    const script = `const { addSolved } = await import(${JSON.stringify(module)});
      for (let i = 1; i <= 20; i++) await addSolved(Deno.args[0], Deno.args[1] + "." + i);`;
    const statuses = await Promise.all(
      ["03", "04", "05"].map((notebook) =>
        new Deno.Command(Deno.execPath(), {
          args: ["eval", "--no-check", `--config=${projectPath("deno.json")}`, script, file, notebook],
          stderr: "inherit",
        }).output()
      ),
    );
    assert.ok(statuses.every(({ success }) => success));
    assert.equal(Object.keys(JSON.parse(await Deno.readTextFile(file))).length, 60);
    const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
    assert.deepEqual(names, ["progress.json", "progress.json.lock"]);
  }));

Deno.test("formatProgressLines() has a line for each notebook and the sum", () => {
  assert.equal(
    formatProgressLines([
      { notebook: "00", exercises: ["00.1", "00.2"], solved: ["00.2"] },
      { notebook: "01", exercises: ["01.1"], solved: [] },
    ]),
    "00    1 of  2   00.2\n01    0 of  1\nall   1 of 3 solved",
  );
});
