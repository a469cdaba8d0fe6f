/** The course's own corpora: put together by code from a seed, the same bytes on every machine. */

export {
  koreanDocuments,
  koreanQuestions,
  koreanTextbook,
  type KoreanTextbookOptions,
} from "./korean_textbook.ts";
export type { DocumentType, Part, TextbookDocument } from "./korean_textbook/documents.ts";
export type { Fact } from "./korean_textbook/facts.ts";
export { type FactKind, factKinds, type Frame } from "./korean_textbook/frame.ts";
export type { TextbookQuestion } from "./korean_textbook/questions.ts";
export { storyWorld, type StoryWorldOptions } from "./story_world.ts";
