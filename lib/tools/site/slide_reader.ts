/**
 * Reads a notebook's cells in order and makes a slide of each group: a question, cells, "What happened?". slide_plan.ts
 * then chooses among them.
 *
 * Each group gives a slide for its code, where ten lines or so say it, and one for its figure, table or printed lines. Left
 * out are set-up, checks and plots' code (slide_code.ts), hints and solutions, and sections that only link or list. All the
 * text is in the speaker's notes. A cell's "Slide type" in JupyterLab overrides the rules: `skip` leaves it out, `slide`
 * keeps what it shows.
 */
import { translate } from "../../language.ts";
import { type Cell, joinText, type Notebook, tagsOf } from "../notebook_file/notebook_file.ts";
import type { ContentSlide, ExerciseTask, Slide } from "./slide.ts";
import { slideCode } from "./slide_code.ts";
import { hasFigure, slideOutputs } from "./slide_outputs.ts";
import { lead, takeQuestion, type TextBlock, textBlocks, whatHappened } from "./slide_text.ts";

/** Words on a slide beside code or a figure, on the second slide about the same, on a slide without either, after the cell, of an exercise. */
const WORDS = { beside: 48, again: 26, alone: 120, after: 44, exercise: 38 };
/** Lines of code that fit above a table or a figure. */
const SHORT_CODE = 6;

/** A slide that the notebook could have. */
export interface Candidate {
  readonly slide: ContentSlide;
  /** The second-level section, counted. */
  readonly section: number;
  readonly group: number;
  readonly weight: number;
}

/** What one group of cells says and shows, while the cells are read. */
interface Group {
  before: TextBlock[];
  cells: Cell[];
  after: TextBlock[];
  /** Text after a cell: it belongs to the next cell, or to this one when none follows. */
  pending: TextBlock[];
}

class Reader {
  readonly candidates: Candidate[] = [];
  readonly tasks: ExerciseTask[] = [];
  readonly sections: string[] = [];
  /** Notes of the title slide. */
  readonly opening: string[] = [];
  quiz?: Slide;
  private section = 0;
  private title = "";
  private part = "";
  private groups = 0;
  private group: Group = emptyGroup();

  heading(level: number, title: string): void {
    this.flush();
    if (level <= 2) {
      this.section++;
      this.title = level === 1 ? "" : title;
      this.part = "";
      if (level === 2 && /^\d+ · /.test(title) && !title.endsWith(` · ${translate("Quiz")}`)) {
        this.sections.push(title);
      }
    } else this.part = title;
  }

  text(blocks: readonly TextBlock[]): void {
    if (this.group.cells.length === 0) this.group.before.push(...blocks);
    else {
      const explains = blocks[0]?.source.startsWith(whatHappened());
      if (explains) this.group.after.push(blocks[0]);
      this.group.pending.push(...blocks.slice(explains ? 1 : 0));
    }
  }

  code(cell: Cell): void {
    const { pending, after } = this.group;
    if (pending.length > 0 || after.length > 0) {
      this.group.pending = [];
      this.flush();
      this.group.before = pending;
    }
    this.group.cells.push(cell);
  }

  note(markdown: string): void {
    this.flush();
    (this.candidates.at(-1)?.slide.notes ?? this.opening).push(markdown);
  }

  exercise(source: string): void {
    this.flush();
    const [, title = translate("Exercise")] = source.match(/^### (.+)$/m) ?? [];
    const words = textBlocks(source.replace(/^### .+$/m, ""));
    this.tasks.push({ title, words: lead(words, WORDS.exercise) });
    this.candidates.at(-1)?.slide.exercises.push(title);
  }

  /** Makes slides of the open group. */
  flush(): void {
    const { before, cells, pending } = this.group;
    const after = [...this.group.after, ...pending];
    this.group = emptyGroup();
    const notes = (blocks: readonly TextBlock[]) => blocks.map(({ source }) => source).join("\n\n");
    const heading = this.part || this.title;
    const base = () => ({
      kind: "content" as const,
      heading,
      ...(this.part ? { section: this.title } : {}),
      exercises: [] as string[],
    });
    const ending = ` · ${translate("optional")}`;
    const optional = heading.endsWith(ending) || this.title.endsWith(ending) ? 3 : 0;
    const numbered = /^\d+ · /.test(this.title);
    // After the last numbered section a cell without outputs only clears up.
    const items = cells.flatMap(itemsOf).filter(({ shown }) => numbered || shown);
    if (items.length === 0) {
      const all = [...before, ...after];
      if (all.length === 0) return;
      const setUp = cells.some((cell) => joinText(cell.source).includes("connectKernel("));
      if (!this.title || setUp || !isWorthASlide(all, { numbered })) {
        (this.candidates.at(-1)?.slide.notes ?? this.opening).push(notes(all));
        return;
      }
      const { question, rest } = takeQuestion(all);
      const table = rest.find(({ kind }) => kind === "table");
      const words = table
        ? [
          ...lead(rest.slice(0, rest.indexOf(table)), WORDS.beside),
          table,
          ...lead(rest.slice(rest.indexOf(table) + 1), WORDS.after),
        ]
        : lead(rest, WORDS.alone);
      this.add({ ...base(), words, question, notes: [notes(all)] }, (table ? 5 : 2) - optional);
      return;
    }
    const { question, rest } = takeQuestion(before);
    const group = this.groups++;
    items.forEach((item, i) => {
      const isFirst = i === 0, isLast = i === items.length - 1;
      const happened = isLast ? explanation(after) : "";
      // The question is asked where its answer is shown: on the group's first slide with outputs.
      const asks = question && i === Math.max(0, items.findIndex(({ shown }) => shown));
      const slide: ContentSlide = {
        ...base(),
        // A slide without words of its own repeats what it is about.
        words: isFirst ? lead(rest, WORDS.beside) : asks || happened ? [] : lead(rest, WORDS.again),
        ...(asks ? { question } : {}),
        ...item,
        ...(happened ? { happened } : {}),
        notes: [isFirst ? notes(before) : "", isLast ? notes(after) : ""].filter((text) => text !== ""),
      };
      const isBare = slide.words.length === 0 && !asks && !happened && !slide.code;
      const weight = item.weight - (isBare ? 4 : 0) + (asks ? 2 : 0) + (happened ? 1 : 0) - optional -
        (this.part ? 0.5 : 0);
      this.add(slide, weight, group);
    });
  }

  private add(slide: ContentSlide, weight: number, group = this.groups++): void {
    this.candidates.push({ slide, section: this.section, group, weight });
  }
}

function emptyGroup(): Group {
  return { before: [], cells: [], after: [], pending: [] };
}

/** Text alone gets a slide when it has a table or a list, or opens a numbered section. */
function isWorthASlide(blocks: readonly TextBlock[], { numbered }: { numbered: boolean }): boolean {
  const has = (kind: TextBlock["kind"]) => blocks.some((block) => block.kind === kind);
  return has("table") || numbered && (has("list") || has("formula") || blocks.length >= 2);
}

/** The beginning of the text after a cell: its first paragraph, with the list or formula that this introduces. */
function explanation(blocks: readonly TextBlock[]): string {
  const next = blocks.findIndex(({ kind }, i) => i > 0 && (kind === "text" || kind === "table"));
  return lead(blocks.slice(0, next < 0 ? blocks.length : next), WORDS.after)
    .map(({ source }) =>
      source.startsWith(whatHappened()) ? source.slice(whatHappened().length).trim() : source
    )
    .join("\n\n");
}

interface Item {
  readonly code?: string;
  readonly shown?: Cell;
  readonly weight: number;
}

/** What a code cell gives to slides: its code, and what it shows. */
function itemsOf(cell: Cell): Item[] {
  const shown = slideOutputs(cell), figure = shown !== undefined && hasFigure(shown);
  const source = joinText(cell.source);
  // The set-up cell is the same in every notebook.
  const code = source.includes("connectKernel(") ? undefined : slideCode(source, { hasFigure: figure });
  const keep = slideType(cell) === "slide" ? 50 : 0;
  const declares = code !== undefined && /^(?:async )?(?:function|class) /m.test(code);
  const codeItem = { code, weight: (declares ? 3.5 : 2) + (shown ? 0.5 : 0) };
  // A short function stands above what it gives.
  const isShort = code !== undefined && code.split("\n").length <= SHORT_CODE;
  if (figure && isShort) return [{ code, shown, weight: 5.5 + keep }];
  if (figure) return [...(code ? [codeItem] : []), { shown, weight: 5 + keep }];
  return code || shown ? [{ ...codeItem, shown, weight: codeItem.weight + keep }] : [];
}

function slideType(cell: Cell): string | undefined {
  return (cell.metadata.slideshow as { slide_type?: string } | undefined)?.slide_type;
}

export function readCells(notebook: Notebook): Reader {
  const reader = new Reader();
  for (const cell of notebook.cells) {
    const source = joinText(cell.source), tags = tagsOf(cell.metadata);
    if (slideType(cell) === "skip" || tags.includes("hint") || tags.includes("solution")) continue;
    if (tags.includes("teacher")) reader.note(source);
    else if (tags.includes("quiz")) reader.quiz = quizSlide(cell);
    else if (tags.includes("exercise") && cell.cell_type === "markdown") reader.exercise(source);
    else if (tags.includes("stub") || tags.includes("check")) continue;
    else if (cell.cell_type === "code") reader.code(cell);
    else if (cell.cell_type === "markdown") {
      for (const part of source.split(/^(?=#{1,3} )/m).filter((text) => text.trim() !== "")) {
        const [, level, title, rest = part] = part.match(/^(#{1,3}) (.+)\n?([^]*)$/) ?? [];
        if (level) reader.heading(level.length, title.trim());
        reader.text(textBlocks(rest));
      }
    }
  }
  reader.flush();
  return reader;
}

/** The questions, numbered lines of the output's plain text; the answers and reasons are for the notes. */
function quizSlide(cell: Cell): Slide {
  const plain = (cell.outputs ?? []).map((output) => {
    const text = output.output_type === "stream"
      ? output.text
      : "data" in output
      ? output.data["text/plain"]
      : "";
    return typeof text === "string" || Array.isArray(text) ? joinText(text) : "";
  }).join("\n");
  const questions = [...plain.matchAll(/^\d+\. (.+(?:\n {3}(?! *[A-Z]\. ).+)*)/gm)].map(([, text]) => text);
  return { kind: "quiz", questions, quiz: cell, notes: [] };
}
