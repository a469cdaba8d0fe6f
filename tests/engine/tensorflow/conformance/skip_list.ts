/**
 * The specs that are not run, each with its reason.
 *
 * Almost all are those that tfjs-node-gpu itself skips: the list is read from its dist/run_tests.js, together with
 * the comments that give the reasons. A spec is skipped if its full name contains an entry.
 */
import { createRequire } from "node:module";

export interface Skip {
  /** part of the spec's full name */
  readonly name: string;
  readonly reason: string;
}

/** What this project skips beyond tfjs-node-gpu's list. */
export const ADDITIONS: readonly Skip[] = [];

/**
 * The skip list that tfjs-node-gpu publishes.
 *
 * @throws Error if the file has no list: its layout has changed
 */
export function publishedSkips(): Skip[] {
  const file = createRequire(import.meta.url).resolve("@tensorflow/tfjs-node-gpu/dist/run_tests.js");
  const list = /var IGNORE_LIST = \[\n(.*?)\n\];/s.exec(Deno.readTextFileSync(file))?.[1];
  if (list === undefined) throw new Error(`${file}: expected "var IGNORE_LIST = [...]", found none`);
  const skips: Skip[] = [];
  let reason = "";
  let afterEntry = true;
  for (const line of list.split("\n").map((line) => line.trim())) {
    const comment = /^\/\/ (?!tslint)(.*)$/.exec(line)?.[1];
    const name = /^'(.*)',?$/.exec(line)?.[1];
    if (comment !== undefined) {
      reason = afterEntry ? comment : `${reason} ${comment}`;
      afterEntry = false;
    } else if (name !== undefined) {
      skips.push({ name, reason });
      afterEntry = true;
    } else if (!line.startsWith("// tslint")) {
      throw new Error(`${file}: expected an entry or a comment in IGNORE_LIST, found ${line}`);
    }
  }
  return skips;
}
