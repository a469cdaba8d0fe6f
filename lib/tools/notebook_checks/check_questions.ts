/**
 * Checks that whoever leads a group finds the answer to each question of a slide in the slide's note: "Ask: … Expect: …"
 * or "Ask: … Answer: …".
 */
import { joinText, type OpenNotebook, tagsOf } from "../notebook_file/notebook_file.ts";
import { slideEntries } from "../site/slide_list.ts";
import type { Problem } from "./problem.ts";

/** The questions of slides that have no answer. */
export function checkQuestions({ path, notebook }: OpenNotebook): Problem[] {
  return notebook.cells.flatMap(({ metadata, source }, i) => {
    if (!tagsOf(metadata).includes("teacher")) return [];
    return slideEntries(joinText(source))
      .filter(({ note }) => /\bAsk:/.test(note) && !/\b(Expect|Answer):/.test(note))
      .map(({ id, point }) => ({
        notebook: path,
        cell: i + 1,
        message:
          `the note of the slide ${id}, "${point}", asks and has no answer; write "Expect: …" behind the question`,
      }));
  });
}
