/** The kinds of slides that a notebook gets. */
import type { Cell } from "../notebook_file/notebook_file.ts";
import type { TextBlock } from "./slide_text.ts";

/** A slide that shows a cell, or only words. Texts are Markdown. */
export interface ContentSlide {
  readonly kind: "content";
  /** "5 · Why divide by √D?" */
  readonly heading: string;
  /** The section, where the heading is that of a part of it. */
  readonly section?: string;
  words: TextBlock[];
  question?: string;
  readonly code?: string;
  /** A cell with the outputs to show. */
  readonly shown?: Cell;
  happened?: string;
  /** Exercises of the page that follow here: "Exercise 03.1 · ★ · 10 minutes". */
  readonly exercises: string[];
  /** What a listed slide's speaker points at and asks: for the teacher. */
  readonly speaker?: string;
  readonly notes: string[];
}

export interface ExerciseTask {
  readonly title: string;
  readonly words: TextBlock[];
}

export type Slide =
  | { readonly kind: "title"; readonly sections: readonly string[]; readonly notes: string[] }
  | ContentSlide
  | { readonly kind: "exercises"; readonly tasks: readonly ExerciseTask[]; readonly notes: string[] }
  | {
    readonly kind: "quiz";
    readonly questions: readonly string[];
    readonly quiz: Cell;
    readonly notes: string[];
  };
