import assert from "node:assert/strict";
import { join } from "node:path";
import { choosePrompt } from "../../lib/notebook/book.ts";
import { openBook } from "lib/notebook";
import { inTemporaryFolder } from "../temporary_folder.ts";

Deno.test("openBook() reads the named file, before any other book", () =>
  inTemporaryFolder(async (root) => {
    await Deno.mkdir(join(root, "data", "book"), { recursive: true });
    await Deno.writeTextFile(join(root, "data", "book", "own.txt"), "The reader's own book, about Ada.");
    await Deno.writeTextFile(join(root, "named.txt"), "Bo is a dog. Everybody knows that Bo is a dog.");
    const named = await openBook({ path: join(root, "named.txt"), root });
    assert.match(named.text, /Everybody knows/);
    assert.equal(named.prompt, "Bo is a");
    const own = await openBook({ root });
    assert.match(own.text, /reader's own/);
  }));

Deno.test("openBook() falls back to the built-in story, whose prompt occurs often", () =>
  inTemporaryFolder(async (root) => {
    const book = await openBook({ root });
    assert.equal(book.prompt, "Tuffet is a");
    assert(book.text.split(book.prompt).length > 20);
  }));

Deno.test("openBook() says what is wrong with a path that does not exist", async () => {
  await assert.rejects(openBook({ path: "no/such/book.txt" }), /no\/such\/book\.txt/);
});

Deno.test("choosePrompt() takes the blog's name where it occurs, never a pronoun, and always has an answer", () => {
  assert.equal(choosePrompt("Ron is a boy. Ron is a friend. And Dobby is free."), "Dobby is a");
  assert.equal(
    choosePrompt("He is a boy. He is a man. It is a dog. It is a cat. Then we saw Rose, and Rose ran."),
    "Rose is a",
  );
  assert.equal(choosePrompt("no names here"), "It is a");
});
