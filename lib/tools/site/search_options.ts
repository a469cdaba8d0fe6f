/** The options with which the search index is built (by the export) and read (in the browser); both must be the same. */
import type { Options } from "minisearch";

export const SEARCH_OPTIONS = {
  fields: ["title", "text"],
  storeFields: ["url", "lesson", "title", "text"],
  searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
} satisfies Options;
