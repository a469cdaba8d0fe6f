/** Teaching material from the notebooks: pages, slides, PDFs, in a student's and a teacher's version. */
export { koreanNames, namesPattern, readGlossary } from "./glossary.ts";
export type { Term } from "./glossary.ts";
export { readLesson } from "./lesson.ts";
export { buildSite } from "./site.ts";
export { VERSIONS } from "./version.ts";
export { packTokenizer } from "./play/page_tokenizer.ts";
export type { LearnerModel } from "./play/write_play.ts";
