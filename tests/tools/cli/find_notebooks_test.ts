import assert from "node:assert/strict";
import { join } from "node:path";
import { withLanguage } from "../../../lib/language.ts";
import { CommandError } from "../../../lib/tools/command_error.ts";
import { findNotebooks } from "../../../lib/tools/cli/find_notebooks.ts";
import { courseNotebooks } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

const course = ["00-start", "01-bpe", "02-how", "07-lotto", "07-more"].map((name) =>
  `/c/notebooks/${name}.ipynb`
);
const list = (language: string) =>
  Promise.resolve(
    language === "en" ? course : course.map((path) => path.replace("notebooks/", "notebooks/ko/")),
  );
const find = (...names: string[]) => findNotebooks(names, { folder: "/no/such/folder", course: list });
const fails = (name: string, message: RegExp, next: RegExp) =>
  assert.rejects(() => find(name), (error) => {
    assert.ok(error instanceof CommandError);
    assert.match(error.message, message);
    assert.match(error.next, next);
    return true;
  });

Deno.test("a notebook is found by its number, with or without the zero, and by the beginning of its name", async () => {
  for (const name of ["2", "02", "02-", "02-how", "02-how.ipynb"]) {
    assert.deepEqual(await find(name), ["/c/notebooks/02-how.ipynb"], name);
  }
  assert.deepEqual(await find("1", "0"), ["/c/notebooks/01-bpe.ipynb", "/c/notebooks/00-start.ipynb"]);
});

Deno.test("without names there are all notebooks", async () => assert.deepEqual(await find(), course));

Deno.test("when none matches, the error lists what exists", async () => {
  await fails("12", /there is no notebook "12"\.$/, /00-start, 01-bpe, 02-how, 07-lotto, 07-more/);
  await fails("02-hwo", /there is no notebook "02-hwo"\.$/, /by its number/);
  await fails("", /there is no notebook ""/, /00-start/);
  await fails("2.1", /"2\.1" is an exercise, and this command takes notebooks/, /^name its notebook: 2\.$/);
  await fails("ko/02.1", /"02\.1" is an exercise/, /^name its notebook: ko\/02\.$/);
});

Deno.test("when several match, the error lists them", async () => {
  await fails("7", /beginning of 2 notebooks: 07-lotto, 07-more\.$/, /more of its name/);
  await fails("07", /07-lotto, 07-more/, /more of its name/);
});

Deno.test("a file in the caller's folder and a name with a folder are paths", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "02-how"), "");
    assert.deepEqual(
      await findNotebooks(["02-how", "other/02"], { folder, course: list }),
      [join(folder, "02-how"), join(folder, "other", "02")],
    );
  }));

Deno.test("the reader's own notebook beside the course's is found by its whole name, and hides none of the course's", () =>
  inTemporaryFolder(async (folder) => {
    const names = ["02-how.ipynb", "02-how-Copy1.ipynb", "Untitled.ipynb", "notes.ipynb.txt"];
    for (const name of names) await Deno.writeTextFile(join(folder, name), "");
    const course = () => courseNotebooks("en", folder);
    const find = (...names: string[]) => findNotebooks(names, { folder: "/no/such/folder", course });
    const [how, copy, own] = names.map((name) => join(folder, name));
    assert.deepEqual(await find(), [how]);
    assert.deepEqual(await find("2", "02-how"), [how]);
    assert.deepEqual(await find("02-how-Copy1", "Untitled", "Untitled.ipynb"), [copy, own]);
    await assert.rejects(find("Untit"), /there is no notebook "Untit"/);
  }));

Deno.test("a name without a language means the notebook of the language that is shown", async () => {
  const [korean, english] = [await withLanguage("ko", () => find("1")), await find("1")];
  assert.deepEqual(english, ["/c/notebooks/01-bpe.ipynb"]);
  assert.deepEqual(korean, ["/c/notebooks/ko/01-bpe.ipynb"]);
});

Deno.test("ko/ before a name means the Korean notebook", async () => {
  const [korean, english] = await find("ko/01", "01");
  assert.equal(korean, english.replace("notebooks/", "notebooks/ko/"));
  assert.deepEqual(await find("ko/02-how"), [course[2].replace("notebooks/", "notebooks/ko/")]);
  await assert.rejects(find("ko/05"), /there is no notebook "05"/);
});
