/**
 * Which slides a notebook gets: at most thirty.
 *
 * When a notebook has too many, those that show least go first; each section keeps its best.
 */
import type { Notebook } from "../notebook_file/notebook_file.ts";
import type { Slide } from "./slide.ts";
import { readSlideList } from "./slide_list.ts";
import { type Candidate, readCells } from "./slide_reader.ts";

export const MOST_SLIDES = 30;
const TASKS_ON_A_SLIDE = 4;

/** @param list the slides that the notebook lists; a student's notebook has no teacher's cells that could hold it */
export function planSlides(notebook: Notebook, list = readSlideList(notebook)): Slide[] {
  const { candidates, tasks, quiz, sections, opening } = readCells(notebook, list);
  const exercises = Array.from(
    { length: Math.ceil(tasks.length / TASKS_ON_A_SLIDE) },
    (_, i): Slide => {
      const each = Math.ceil(tasks.length / Math.ceil(tasks.length / TASKS_ON_A_SLIDE));
      return { kind: "exercises", tasks: tasks.slice(i * each, (i + 1) * each), notes: [] };
    },
  );
  const room = MOST_SLIDES - 1 - exercises.length - (quiz ? 1 : 0);
  const kept = keepBest(candidates, { room, opening });
  // The comparison with the blog or the papers is the end; exercises and quiz come before it.
  const compares = /\b(?:blog|paper)s?\b.*\b(?:ours|here|measured)\b|블로그|논문과/i.test(
    kept.at(-1)?.slide.section ?? kept.at(-1)?.slide.heading ?? "",
  );
  const end = kept.length - (compares ? 1 : 0);
  const slides = kept.map(({ slide }): Slide => slide);
  return [
    { kind: "title", sections, notes: opening },
    ...slides.slice(0, end),
    ...exercises,
    ...(quiz ? [quiz] : []),
    ...slides.slice(end),
  ];
}

/** Leaves out the slides that weigh least; a section's heaviest stays as long as there are others. */
function keepBest(
  candidates: readonly Candidate[],
  { room, opening }: { room: number; opening: string[] },
): Candidate[] {
  const kept = [...candidates];
  while (kept.length > room) {
    const best = new Map<number, number>();
    for (const { section, weight } of kept) {
      best.set(section, Math.max(weight, best.get(section) ?? -Infinity));
    }
    const seen = new Set<number>();
    const cost = kept.map(({ section, weight }) => {
      const isBest = weight === best.get(section) && !seen.has(section);
      if (isBest) seen.add(section);
      // Where a section has many slides, one less is missed least.
      return weight + (isBest ? 100 : 0) - 0.3 * kept.filter((other) => other.section === section).length;
    });
    const at = cost.lastIndexOf(Math.min(...cost));
    const [gone] = kept.splice(at, 1);
    giveTo(gone, { before: kept[at - 1], after: kept[at], opening });
  }
  return kept;
}

/** What a slide said that is left out: its question goes to its group's next slide, its explanation to the one before. */
function giveTo(
  { slide, group }: Candidate,
  { before, after, opening }: { before?: Candidate; after?: Candidate; opening: string[] },
): void {
  if (after?.group === group) {
    if (after.slide.words.length === 0) after.slide.words = slide.words;
    after.slide.question ??= slide.question;
  }
  if (before?.group === group) before.slide.happened ??= slide.happened;
  before?.slide.exercises.push(...slide.exercises);
  (before?.slide.notes ?? opening).push(...slide.notes);
}
