import assert from "node:assert/strict";
import { join } from "node:path";
import { parseMutations, readMutations } from "../../../lib/tools/mutations/list.ts";
import { mutate, type Mutation } from "../../../lib/tools/mutations/mutation.ts";
import { runMutations } from "../../../lib/tools/mutations/run_mutations.ts";
import { projectPath } from "../../../lib/project_folder.ts";

const FILES = {
  "deno.json": "{}",
  "lib/sums/add.ts": "export const add = (a: number, b: number) => a + b;\nexport const two = 2;\n",
  "lib/sums/deep/twice.ts": "export const twice = (a: number) => 2 * a;\n",
  "tests/add_test.ts": 'import { add } from "../lib/sums/add.ts";\n' +
    'Deno.test("add() adds", () => { if (add(1, 2) !== 3) throw new Error("no sum"); });\n' +
    'Deno.test("add() ends", () => { while (add(0, 1) === 7); });\n',
};
const TEXTS = Object.entries(FILES);

const mutation = (text: string, replacement: string, name = text): Mutation => ({
  name,
  folder: "lib/sums",
  text,
  replacement,
  breaks: "sums",
  tests: ["tests/add_test.ts"],
});

/** Calls `use` with a small project of its own and checks that none of its files has changed. */
async function withProject(use: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    for (const [file, text] of TEXTS) {
      await Deno.mkdir(join(root, file, ".."), { recursive: true });
      await Deno.writeTextFile(join(root, file), text);
    }
    await use(root);
    for (const [file, text] of TEXTS) assert.equal(await Deno.readTextFile(join(root, file)), text);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("mutate() finds the one file that has the text, also in a folder below", () =>
  withProject(async (root) => {
    assert.deepEqual(await mutate(root, mutation("2 * a", "3 * a")), {
      file: "lib/sums/deep/twice.ts",
      source: "export const twice = (a: number) => 3 * a;\n",
    });
  }));

Deno.test("mutate() refuses a text that is missing, occurs twice, or is not changed", () =>
  withProject(async (root) => {
    await assert.rejects(mutate(root, mutation("a * b", "a")), /found it 0 times \(nowhere\): a \* b/);
    await assert.rejects(
      mutate(root, mutation("a: number", "a")),
      /found it 2 times \(.*add\.ts, .*twice\.ts\)/,
    );
    await assert.rejects(mutate(root, mutation("2", "3")), /found it 2 times/);
    await assert.rejects(mutate(root, mutation("a + b", "a + b")), /expected its text once/);
  }));

Deno.test("runMutations() tells what is caught, by which test, from what survives, and changes no file", () =>
  withProject(async (root) => {
    const verdicts = await runMutations([mutation("a + b", "a - b"), mutation("two = 2", "two = 3")], {
      root,
    });
    assert.deepEqual(verdicts.map(({ file, caughtBy }) => [file, caughtBy]), [
      ["lib/sums/add.ts", "add() adds"],
      ["lib/sums/add.ts", undefined],
    ]);
  }));

Deno.test("runMutations() counts an endless loop as caught", () =>
  withProject(async (root) => {
    const [endless] = await runMutations([mutation("a + b", "a === 0 ? 7 : a + b")], {
      root,
      timeoutMs: 5000,
    });
    assert.equal(endless.caughtBy, "no end after 5 s");
  }));

Deno.test("runMutations() refuses a replacement that is not valid TypeScript", () =>
  withProject(async (root) => {
    await assert.rejects(runMutations([mutation("a + b", "a +")], { root }), /tests could not start/);
  }));

Deno.test("runMutations() refuses tests that fail without a mutation", () =>
  withProject(async (root) => {
    const wrong = { ...mutation("a + b", "a - b"), tests: ["tests/no_test.ts"] };
    await assert.rejects(
      runMutations([wrong], { root }),
      /no_test\.ts fails without any mutation|could not start/,
    );
  }));

Deno.test("parseMutations() reads blocks like a patch, and names the block that lacks a part", () => {
  const file =
    "folder lib/sums\n\nsum: no sum\n- a +\n- b\n+ a -\n+ b\n= add deep/twice\n\nempty: nothing is left\n- c\n+\n= add\n";
  const [sum, empty] = parseMutations("sums", file);
  assert.deepEqual(sum, {
    name: "sums: sum",
    folder: "lib/sums",
    text: "a +\nb",
    replacement: "a -\nb",
    breaks: "no sum",
    tests: ["tests/add_test.ts", "tests/deep/twice_test.ts"],
  });
  assert.equal(empty.replacement, "");
  assert.throws(
    () => parseMutations("sums", "folder lib/sums\n\nsum: no sum\n- a\n+ b"),
    /expected a title and lines/,
  );
  assert.throws(() => parseMutations("sums", "sum: no sum\n- a"), /expected "folder …" in the first line/);
});

Deno.test("every mutation has a name of its own, test files that exist, and a text that occurs once", async () => {
  const root = projectPath(), all = await readMutations();
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  for (const mutation of all) {
    await mutate(root, mutation);
    for (const test of mutation.tests) assert.ok((await Deno.stat(join(root, test))).isFile);
  }
});
