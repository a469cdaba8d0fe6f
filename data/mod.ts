/** The course's own corpora. Code writes them from a seed: the same seed gives the same bytes on every machine. */

export { koreanDocuments, koreanQuestions, koreanTextbook } from "./korean_textbook.ts";
export { type FactKind, factKinds } from "./korean_textbook/frame.ts";
export type { TextbookQuestion } from "./korean_textbook/questions.ts";
export { storyWorld } from "./story_world.ts";
