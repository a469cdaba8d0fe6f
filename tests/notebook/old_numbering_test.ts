/** Notebooks from before the renumbering import "lib/course". */
import assert from "node:assert/strict";
import * as old from "lib/course";
import { chatBox } from "lib/notebook";

Deno.test("an exercise of the old numbering is told where it is now, and is not checked", () => {
  assert.throws(
    () => old.check("02.3", () => 1),
    /exercise 02\.3 .* is exercise 03\.3 now.*03-attention-from-scratch/,
  );
  assert.throws(() => old.check("06.7", () => 1), /is exercise 07\.7 now.*07-lotto-improvements/);
  assert.throws(() => old.quiz("04"), /is quiz 05 now.*05-korean-corpus/);
});

Deno.test("exercises of chapters that kept their number, and a group's own quiz, work under the old name", async () => {
  const verdict = await old.check("00.1", () => old.todo("add one"));
  assert.match(
    Reflect.get(verdict, Symbol.for("Jupyter.display"))()["text/plain"],
    /00\.1 · not written yet/,
  );
  assert.ok(old.quiz("00"));
  assert.ok(
    old.quiz([{
      question: "?",
      answers: [{ text: "yes", right: true, why: "so" }, { text: "no", why: "so" }],
    }]),
  );
  assert.equal(old.chatBox, chatBox);
});
