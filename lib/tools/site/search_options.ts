/** How the search index is built and read; the exporter and the page in the browser must agree. */
import type { Options } from "minisearch";

export const SEARCH_OPTIONS = {
  fields: ["title", "text"],
  storeFields: ["url", "lesson", "title", "text"],
  searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
} satisfies Options;
