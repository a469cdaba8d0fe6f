import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { withLanguage } from "../../../lib/language.ts";
import { connectProgress } from "../../../lib/tools/site/browser/progress.ts";
import { GlossaryLinker } from "../../../lib/tools/site/glossary.ts";
import { indexPage } from "../../../lib/tools/site/index_page.ts";
import { readLesson } from "../../../lib/tools/site/lesson.ts";
import { lessonPage } from "../../../lib/tools/site/lesson_page.ts";
import type { SolvedExercises } from "../../../lib/tools/site/progress.ts";
import { VERSIONS } from "../../../lib/tools/site/version.ts";
import { notebook } from "./sample.ts";

/** The sample with one exercise for each id. */
const withExercises = (...ids: string[]) => ({
  ...notebook,
  cells: [
    ...notebook.cells.filter(({ metadata }) => !metadata.exercise),
    ...ids.flatMap((exercise) =>
      notebook.cells.filter(({ metadata }) => metadata.exercise)
        .map((cell) => ({ ...cell, metadata: { ...cell.metadata, exercise } }))
    ),
  ],
});
const lessons = [
  readLesson("notebooks/07-sample.ipynb", withExercises("07.1", "07.2")),
  readLesson("notebooks/08-other.ipynb", withExercises("08.1")),
];
const nothing: SolvedExercises = { ids: new Set(), day: "2026-11-27" };
const some: SolvedExercises = { ids: new Set(["07.2"]), day: "2026-11-27" };

const open = (html: string) => new JSDOM(html).window.document;
const contents = (solved?: SolvedExercises) =>
  open(indexPage(lessons, { pdf: false, versions: VERSIONS, solved }));
const lesson = (solved?: SolvedExercises) =>
  open(lessonPage(lessons[0], {
    ...{ version: "student", versions: VERSIONS, pdf: false, solved: solved?.ids },
    glossary: new GlossaryLinker([], "../glossary.html"),
  }));
const counts = (page: Document) =>
  [...page.querySelectorAll(".progress")].map(({ textContent }) => textContent);

/** A browser's storage. */
function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
}
const refusing = () => {
  throw new DOMException("The operation is insecure.");
};

Deno.test("a site without progress counts the exercises and says of none that it is solved", () => {
  for (const page of [contents(), contents(nothing)]) {
    assert.deepEqual(counts(page), ["3 exercises", "2 exercises", "1 exercise"]);
    assert.equal(page.querySelector("[data-solved]"), null);
  }
  assert.equal(lesson(nothing).querySelector("[data-solved]"), null);
});

Deno.test("a learner's own site says how many are solved, in each notebook and in all, and when", async () => {
  const here = "(on this computer, 2026-11-27)";
  assert.deepEqual(counts(contents(some)), [
    `1 of 3 exercises solved ${here}`,
    `1 of 2 exercises solved ${here}`,
    "1 exercise",
  ]);
  const [solved] = lesson(some).querySelectorAll("[data-solved]");
  assert.equal(solved.getAttribute("data-exercise"), "07.2");
  await withLanguage("ko", () => {
    assert.match(counts(contents(some))[0]!, /연습 3개 중 1개를 풀었습니다/);
  });
});

Deno.test("what a visitor ticks on a page is kept, counted on the contents page, and can be taken back", () => {
  const storage = memory(), page = lesson(some);
  connectProgress(page, () => storage);
  const boxes = [...page.querySelectorAll<HTMLInputElement>("section.exercise label input")];
  assert.deepEqual(boxes.map(({ checked }) => checked), [false, true]);
  const before = contents(some);
  connectProgress(before, () => storage);
  assert.match(counts(before)[0]!, /on this computer/); // nothing ticked: what the page says
  boxes[0].click();
  const after = contents(some);
  connectProgress(after, () => storage);
  assert.deepEqual(counts(after).slice(0, 2), [
    "2 of 3 exercises ticked as solved (in this browser)",
    "2 of 2 exercises ticked as solved (in this browser)",
  ]);
  boxes[1].click();
  const again = lesson(some);
  connectProgress(again, () => storage);
  const ticked = [...again.querySelectorAll<HTMLInputElement>("section.exercise label input")];
  assert.deepEqual(ticked.map(({ checked }) => checked), [true, false]);
});

Deno.test("a browser that refuses its storage shows the page all the same", () => {
  const page = lesson(some), index = contents(some);
  connectProgress(page, refusing);
  connectProgress(index, refusing);
  const [box] = page.querySelectorAll<HTMLInputElement>("section.exercise label input");
  box.click();
  assert.ok(box.checked);
  assert.match(counts(index)[0]!, /^1 of 3/);
});
