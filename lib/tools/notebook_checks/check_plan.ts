/**
 * Checks the plan of meetings (the cell with the tag `plan`) against the notebooks.
 *
 * A row of a plan's table names sections and the minutes for them: "00: 1–3 (15), 7 (20); 02 …: all (90); break (10)".
 * The minutes must add up to the row's sum, and to no more than a meeting has. A section whose heading ends with
 * "· optional" may be missing from a plan; every other numbered section stands in each plan, once. What is only read
 * at home stands in the row "after", without minutes.
 */
import { joinText } from "../notebook_file/notebook_file.ts";
import { type OpenNotebook, tagsOf } from "../notebook_file/notebook_file.ts";
import type { Problem } from "./problem.ts";

/** Minutes of a meeting. */
export const MEETING_MINUTES = 120;

/** Sections of one notebook in a row of the plan. */
interface Part {
  /** "04". */
  readonly notebook: string;
  /** First and last; "all" stands for every section. */
  readonly sections: readonly [first: number, last: number] | "all";
  readonly minutes: number;
}

interface Meeting {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly breakMinutes: number;
  /** The row's own sum; NaN where the cell is empty. */
  readonly stated: number;
  /** Notebooks that the row names. */
  readonly notebooks: readonly string[];
}

/** A numbered heading of a notebook. */
interface Section {
  readonly number: number;
  readonly isOptional: boolean;
}

/** The tables of a plan's cell, each as its rows. */
export function readPlans(text: string): Meeting[][] {
  const tables = text.split(/\n(?=\| meeting )/).slice(1);
  return tables.map((table) =>
    table.split("\n").filter((line) => line.startsWith("|")).slice(2).map((line) => {
      const [name, sections, minutes] = line.split("|").slice(1).map((cell) => cell.trim());
      return readMeeting(name, sections, minutes);
    })
  );
}

function readMeeting(name: string, sections: string, minutes: string): Meeting {
  const parts: Part[] = [], notebooks: string[] = [];
  let breakMinutes = 0;
  for (const text of sections.replaceAll(/\[(\d\d)\]\([^)]*\)/g, "$1").split(";")) {
    const [, rest] = /^\s*break \((\d+)\)/.exec(text) ?? [];
    if (rest) breakMinutes += Number(rest);
    const notebook = /^\s*(\d\d)\b/.exec(text)?.[1];
    if (!notebook) continue;
    notebooks.push(notebook);
    for (const [, first, last, count] of text.matchAll(/(all|\d+)(?:–(\d+))? \((\d+)\)/g)) {
      parts.push({
        notebook,
        sections: first === "all" ? "all" : [Number(first), Number(last ?? first)],
        minutes: Number(count),
      });
    }
  }
  return { name, parts, breakMinutes, stated: minutes === "" ? NaN : Number(minutes), notebooks };
}

/** The numbered sections of a notebook: "## 4 · Tokens", "## 5 · Padding · optional". */
export function readSections({ notebook }: OpenNotebook): Section[] {
  return notebook.cells.filter((cell) => cell.cell_type === "markdown")
    .flatMap((cell) => [...joinText(cell.source).matchAll(/^## (\d+) · (.+)$/gm)])
    .map(([, number, title]) => ({ number: Number(number), isOptional: title.endsWith(" · optional") }));
}

/** What is wrong with the plan, if one of the notebooks has one. */
export function checkPlan(notebooks: readonly OpenNotebook[]): Problem[] {
  const known = new Map(
    notebooks.map((open) => [open.path.match(/(\d\d)-[^/\\]*$/)?.[1] ?? "", readSections(open)]),
  );
  return notebooks.flatMap(({ path, notebook }) =>
    notebook.cells.flatMap((cell, i) => {
      if (!tagsOf(cell.metadata).includes("plan")) return [];
      return readPlans(joinText(cell.source)).flatMap((plan) =>
        [...checkMinutes(plan), ...checkSections(plan, known)]
          .map((message) => ({ notebook: path, cell: i + 1, message }))
      );
    })
  );
}

function checkMinutes(plan: readonly Meeting[]): string[] {
  return plan.filter(({ parts }) => parts.length > 0).flatMap(({ name, parts, breakMinutes, stated }) => {
    const sum = parts.reduce((total, { minutes }) => total + minutes, breakMinutes);
    return [
      ...(sum === stated
        ? []
        : [`meeting ${name}: its parts add up to ${sum} minutes, the row says ${stated}`]),
      ...(sum <= MEETING_MINUTES ? [] : [
        `meeting ${name} of ${plan.length - 1} takes ${sum} minutes, at most ${MEETING_MINUTES}; mark a ` +
        `section as "· optional" or move it to another meeting`,
      ]),
    ];
  });
}

function checkSections(plan: readonly Meeting[], known: ReadonlyMap<string, readonly Section[]>): string[] {
  const parts = plan.flatMap((meeting) => meeting.parts);
  const named = new Set(plan.flatMap((meeting) => meeting.notebooks));
  return [...known].filter(([notebook]) => notebook !== "").flatMap(([notebook, sections]) => {
    if (!named.has(notebook)) return [`notebook ${notebook} is in no row of a plan`];
    const ofNotebook = parts.filter((part) => part.notebook === notebook);
    if (ofNotebook.length === 0) return []; // in the row "after"
    const times = (number: number) =>
      ofNotebook.filter(({ sections }) =>
        sections === "all" || (sections[0] <= number && number <= sections[1])
      )
        .length;
    const last = Math.max(0, ...sections.map(({ number }) => number));
    return [
      ...sections.filter(({ number, isOptional }) =>
        times(number) !== 1 && !(isOptional && times(number) === 0)
      )
        .map(({ number }) =>
          `section ${number} of notebook ${notebook} is ${times(number)} times in a plan, not once`
        ),
      ...ofNotebook.filter(({ sections }) => sections !== "all" && sections[1] > last)
        .map(({ sections }) =>
          `a plan names section ${sections[1]} of notebook ${notebook}, which ends at ${last}`
        ),
    ];
  });
}
