/** The plan of meetings: its minutes add up and fit, and no section is forgotten. */
import assert from "node:assert/strict";
import { projectPath } from "../../../lib/project_folder.ts";
import {
  checkPlan,
  MEETING_MINUTES,
  readPlans,
  readSections,
} from "../../../lib/tools/notebook_checks/check_plan.ts";
import { type Notebook, readNotebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import type { OpenNotebook } from "../../../lib/tools/notebook_file/notebook_file.ts";

const row = (sections: string, minutes: number | string, name = "1") =>
  `| ${name} | ${sections} | ${minutes} | talk |`;
const plan = (...rows: string[]) =>
  ["The plan", "", "| meeting | sections | minutes | together |", "| --- | --- | --- | --- |", ...rows].join(
    "\n",
  );

function notebook(path: string, ...cells: string[]): OpenNotebook {
  const tagged = cells.map((source) => ({
    cell_type: "markdown" as const,
    metadata: source.includes("| meeting |") ? { tags: ["plan"] } : {},
    source: [source],
  }));
  return {
    path,
    notebook: { cells: tagged, metadata: {}, nbformat: 4, nbformat_minor: 5 } as unknown as Notebook,
  };
}

const sections = "## 1 · One\n\n## 2 · Two · optional\n\n### 3 · no section\n";
const messages = (...open: OpenNotebook[]) => checkPlan(open).map(({ message }) => message);

Deno.test("readPlans() reads sections, minutes, breaks and the row after the meetings", () => {
  const [[first, after]] = readPlans(plan(
    row("[00](00-a.ipynb): 1–3 (15), 7 (20); 02 How: all (60); break (10)", 105),
    row("[08](08-b.ipynb)", "", "after"),
  ));
  assert.deepEqual(first.parts, [
    { notebook: "00", sections: [1, 3], minutes: 15 },
    { notebook: "00", sections: [7, 7], minutes: 20 },
    { notebook: "02", sections: "all", minutes: 60 },
  ]);
  assert.equal(first.breakMinutes, 10);
  assert.equal(first.stated, 105);
  assert.deepEqual([after.parts, after.notebooks], [[], ["08"]]);
});

Deno.test("readSections() takes numbered headings only, and sees which are optional", () => {
  assert.deepEqual(readSections(notebook("00-a.ipynb", sections, "## Quiz")), [
    { number: 1, isOptional: false },
    { number: 2, isOptional: true },
  ]);
});

Deno.test("checkPlan() accepts a plan that fits", () => {
  assert.deepEqual(messages(notebook("00-a.ipynb", sections, plan(row("00: 1 (110); break (10)", 120)))), []);
  assert.deepEqual(messages(notebook("00-a.ipynb", sections, plan(row("00: 1–2 (90)", 90)))), []);
});

Deno.test("checkPlan() finds a meeting that is too long, and a wrong sum", () => {
  assert.match(
    messages(notebook("00-a.ipynb", sections, plan(row("00: 1 (115); break (10)", 125))))[0],
    /takes 125/,
  );
  assert.match(
    messages(notebook("00-a.ipynb", sections, plan(row("00: 1 (50)", 60))))[0],
    /add up to 50.*says 60/,
  );
});

Deno.test("checkPlan() finds a section that is missing, planned twice, or does not exist", () => {
  const other = notebook("01-b.ipynb", sections);
  const check = (text: string) => messages(notebook("00-a.ipynb", "text", plan(row(text, 10))), other);
  assert.deepEqual(check("00: all (5); 01: 2 (5)"), [
    "section 1 of notebook 01 is 0 times in a plan, not once",
  ]);
  assert.deepEqual(check("00: all (5); 01: 1–2 (2), 2 (3)"), [
    "section 2 of notebook 01 is 2 times in a plan, not once",
  ]);
  assert.deepEqual(check("00: all (5); 01: 1–3 (5)"), [
    "a plan names section 3 of notebook 01, which ends at 2",
  ]);
  assert.deepEqual(check("00: all (10)"), ["notebook 01 is in no row of a plan"]);
});

Deno.test("the course's plans fit: five meetings and eight, none over two hours, no core section left out", async () => {
  const open: OpenNotebook[] = [];
  for await (const { name } of Deno.readDir(projectPath("notebooks"))) {
    if (!/^\d\d-.*\.ipynb$/.test(name)) continue;
    open.push({ path: name, notebook: await readNotebook(projectPath(`notebooks/${name}`)) });
  }
  assert.deepEqual(messages(...open), []);
  const cell = open.find(({ path }) => path.startsWith("00"))!.notebook.cells
    .find(({ metadata }) => (metadata.tags as string[] | undefined)?.includes("plan"))!;
  const plans = readPlans(Array.isArray(cell.source) ? cell.source.join("") : cell.source);
  assert.deepEqual(plans.map((rows) => rows.filter(({ parts }) => parts.length > 0).length), [5, 8]);
  for (const { parts, breakMinutes } of plans.flat()) {
    assert.ok(parts.reduce((sum, { minutes }) => sum + minutes, breakMinutes) <= MEETING_MINUTES);
  }
  const optional = new Set(
    open.flatMap((one) =>
      readSections(one).filter(({ isOptional }) => isOptional).map(({ number }) =>
        `${one.path.slice(0, 2)} ${number}`
      )
    ),
  );
  for (const { notebook, sections } of plans[0].flatMap(({ parts }) => parts)) {
    if (sections === "all") continue;
    for (let n = sections[0]; n <= sections[1]; n++) {
      assert.ok(!optional.has(`${notebook} ${n}`), `${notebook} ${n}`);
    }
  }
});
