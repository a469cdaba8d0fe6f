/** Teaching material from the notebooks: pages, slides, PDFs, in a student's and a teacher's version. */
export { readGlossary, type Term } from "./glossary.ts";
export { type Lesson, readLesson } from "./lesson.ts";
export { buildSite, type SiteOptions } from "./site.ts";
export { type Version, versionOf, VERSIONS } from "./version.ts";
