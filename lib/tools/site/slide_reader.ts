/**
 * Reads a notebook's cells in order and makes a slide of each group: a question, cells, "What happened?". slide_plan.ts
 * then chooses among them.
 *
 * Each group gives a slide for its code, where ten lines or so say it, and one for its figure, table or printed lines. Left
 * out are set-up, checks and plots' code (slide_code.ts), hints and solutions, and sections that only link or list. All the
 * text is in the speaker's notes. A notebook may list its slides instead (slide_list.ts); where it does not, a cell's "Slide
 * type" in JupyterLab overrides the rules: `skip` leaves it out, `slide` keeps what it shows.
 */
import { translate } from "../../language.ts";
import { type Cell, dataText, joinText, type Notebook, tagsOf } from "../notebook_file/notebook_file.ts";
import type { ContentSlide, ExerciseTask, Slide } from "./slide.ts";
import { itemsOf, listedItems, slideType } from "./slide_items.ts";
import { type SlideEntry, withoutSlideList } from "./slide_list.ts";
import { lead, tail, takeQuestion, type TextBlock, textBlocks, whatHappened } from "./slide_text.ts";

/** Words on a slide beside code or a figure, on a slide without either, on one with a list, after the cell, of an exercise. */
const WORDS = { beside: 48, alone: 120, list: 200, after: 44, exercise: 38 };

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

  /** @param list the slides that the notebook lists; when it lists any, there are no others */
  constructor(private readonly list: readonly SlideEntry[]) {}

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

  /** A slide of a text cell's own words, where the list has one. The cell's question stays with the next cell. */
  listedText(id: Cell["id"], blocks: readonly TextBlock[]): void {
    const entry = this.list.find((entry) => entry.id === id);
    if (!entry) return;
    this.flush();
    const { rest } = takeQuestion(blocks);
    this.add({
      ...this.slide(entry),
      words: leadWithTable(rest, rest.some(({ kind }) => kind === "list") ? WORDS.list : WORDS.alone),
      notes: [],
    }, 100);
  }

  note(markdown: string): void {
    this.flush();
    if (markdown !== "") (this.candidates.at(-1)?.slide.notes ?? this.opening).push(markdown);
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
    const ending = ` · ${translate("optional")}`;
    const optional = heading.endsWith(ending) || this.title.endsWith(ending) ? 3 : 0;
    const numbered = /^\d+ · /.test(this.title);
    // After the last numbered section a cell without outputs only clears up.
    const items = this.list.length > 0
      ? cells.flatMap((cell) => listedItems(cell, { list: this.list, group: cells }))
      : cells.flatMap(itemsOf).filter(({ shown }) => numbered || shown);
    if (items.length === 0) {
      const all = [...before, ...after];
      if (all.length === 0) return;
      const setUp = cells.some((cell) => joinText(cell.source).includes("connectKernel("));
      if (this.list.length > 0 || !this.title || setUp || !isWorthASlide(all, { numbered })) {
        (this.candidates.at(-1)?.slide.notes ?? this.opening).push(notes(all));
        return;
      }
      const { question, rest } = takeQuestion(all);
      const words = leadWithTable(rest), hasTable = words.some(({ kind }) => kind === "table");
      this.add({ ...this.slide(), words, question, notes: [notes(all)] }, (hasTable ? 5 : 2) - optional);
      return;
    }
    const { question, rest } = takeQuestion(before);
    const group = this.groups++;
    items.forEach(({ weight: ownWeight, entry, ...content }, i) => {
      const isFirst = i === 0, isLast = i === items.length - 1;
      const happened = isLast && entry?.words !== "silent" ? explanation(after) : "";
      // The question is asked where its answer is shown: on the group's first slide with outputs.
      const asks = question && i === Math.max(0, items.findIndex(({ shown }) => shown));
      const slide: ContentSlide = {
        ...this.slide(entry),
        words: !isFirst || entry?.words === "bare" || entry?.words === "silent"
          ? []
          : (entry?.words === "first" ? lead : tail)(rest, WORDS.beside),
        ...(asks ? { question } : {}),
        ...content,
        ...(happened ? { happened } : {}),
        notes: [notes(before), isLast ? notes(after) : ""].filter((text) => text !== ""),
      };
      const isBare = slide.words.length === 0 && !asks && !happened && !slide.code;
      const weight = ownWeight - (isBare ? 4 : 0) + (asks ? 2 : 0) + (happened ? 1 : 0) - optional -
        (this.part ? 0.5 : 0);
      this.add(slide, weight, group);
    });
  }

  /** What slides have in common: the heading, or the point of a listed slide below its section. */
  private slide(entry?: SlideEntry) {
    const own = this.part || this.title;
    const section = entry ? [this.title, this.part].filter((text) => text !== "").join("  ›  ") : this.title;
    return {
      kind: "content" as const,
      heading: entry?.point ?? own,
      ...(entry || this.part ? { section } : {}),
      ...(entry?.note ? { speaker: entry.note } : {}),
      exercises: [] as string[],
    };
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

/** The beginning of a text that has a slide to itself, with its first table; a second one, and its caption, are left out. */
function leadWithTable(blocks: readonly TextBlock[], words = WORDS.alone): TextBlock[] {
  const at = blocks.findIndex(({ kind }) => kind === "table");
  if (at < 0) return lead(blocks, words);
  const next = blocks.findIndex(({ kind }, i) => i > at && kind === "table");
  return [
    ...tail(blocks.slice(0, at), WORDS.beside),
    blocks[at],
    ...lead(blocks.slice(at + 1, next < 0 ? undefined : Math.max(at + 1, next - 1)), WORDS.after),
  ];
}

/** The beginning of the text after a cell: its first paragraph, with the list or formula that this introduces. */
function explanation(all: readonly TextBlock[]): string {
  // A question after the last cell explains nothing.
  const asked = all.findIndex((block) => takeQuestion([block]).question !== undefined);
  const blocks = (asked < 0 ? all : all.slice(0, asked)).map(({ kind, source }) => ({
    kind,
    source: source.startsWith(whatHappened()) ? source.slice(whatHappened().length).trim() : source,
  })).filter(({ source }) => source !== "");
  const next = blocks.findIndex(({ kind }, i) => i > 0 && (kind === "text" || kind === "table"));
  return lead(blocks.slice(0, next < 0 ? blocks.length : next), WORDS.after)
    .map(({ source }) => source).join("\n\n");
}

export function readCells(notebook: Notebook, list: readonly SlideEntry[] = []): Reader {
  const reader = new Reader(list);
  for (const cell of notebook.cells) {
    const source = joinText(cell.source), tags = tagsOf(cell.metadata);
    if (slideType(cell) === "skip" || tags.includes("hint") || tags.includes("solution")) continue;
    if (tags.includes("teacher")) reader.note(withoutSlideList(source));
    else if (tags.includes("quiz")) reader.quiz = quizSlide(cell);
    else if (tags.includes("exercise") && cell.cell_type === "markdown") reader.exercise(source);
    else if (tags.includes("stub") || tags.includes("check")) continue;
    else if (cell.cell_type === "code") reader.code(cell);
    else if (cell.cell_type === "markdown") {
      const parts = source.split(/^(?=#{1,3} )/m).filter((text) => text.trim() !== "");
      // Of several sections, the first that begins here; the words before it belong to what came before the cell.
      const begins = parts.findIndex((part) => /^#{2,3} /.test(part));
      const own = begins < 0 ? parts.findIndex((part) => !part.startsWith("# ")) : begins;
      for (const [i, part] of parts.entries()) {
        const [, level, title, rest = part] = part.match(/^(#{1,3}) (.+)\n?([^]*)$/) ?? [];
        if (level) reader.heading(level.length, title.trim());
        if (i === own) reader.listedText(cell.id, textBlocks(rest));
        reader.text(textBlocks(rest));
      }
    }
  }
  reader.flush();
  return reader;
}

/** The questions, numbered lines of the output's plain text; the answers and reasons are for the notes. */
function quizSlide(cell: Cell): Slide {
  const plain = (cell.outputs ?? []).map((output) =>
    output.output_type === "stream" ? joinText(output.text) : dataText(output, "text/plain")
  ).join("\n");
  const questions = [...plain.matchAll(/^\d+\. (.+(?:\n {3}(?! *[A-Z]\. ).+)*)/gm)].map(([, text]) => text);
  return { kind: "quiz", questions, quiz: cell, notes: [] };
}
