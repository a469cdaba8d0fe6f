/**
 * The people of Larkhollow: reads the cast sheets (cast_sheets.ts) into persons that templates can refer to.
 */

import { castSheets } from "./cast_sheets.ts";

/** Someone of the story. */
export interface Person {
  /** As the narrator calls them: "Nell", "Professor Osk". */
  readonly name: string;
  readonly kind: "student" | "teacher" | "staff" | "hob";
  /** Facts and ways of speaking by name; each a list of templates that say [I] for their owner. */
  readonly sheet: ReadonlyMap<string, readonly string[]>;
}

const pronouns = {
  she: { he: "she", him: "her", his: "her", himself: "herself" },
  he: { he: "he", him: "him", his: "his", himself: "himself" },
};

/** All persons, in the order of the sheets. */
export const cast: readonly Person[] = castSheets.trim().split(/\n==+ /).map(readSheet);

function readSheet(block: string): Person {
  const [head, ...lines] = block.replace(/^==+ /, "").split("\n");
  const [name, kind, pronoun] = head.split("|").map((part) => part.trim());
  if (pronoun !== "she" && pronoun !== "he") {
    throw new SyntaxError(`cast sheet of ${name}: "${pronoun}" is no pronoun`);
  }
  const sheet = new Map<string, string[]>(
    Object.entries(pronouns[pronoun]).map(([key, word]) => [key, [word]]),
  );
  let list: string[] = [];
  for (const line of lines.map((line) => line.trim()).filter((line) => line !== "")) {
    const named = /^([a-z]+): *(.*)$/.exec(line);
    if (named) {
      list = named[2] === "" ? [] : [named[2]];
      sheet.set(named[1], list);
    } else list.push(line.replace(/^- /, ""));
  }
  return { name, kind: kind as Person["kind"], sheet };
}
