/**
 * Many wordings from few patterns.
 *
 * A pattern is a question with choices: `(은/는|이/가|)` is one of these or nothing, `<살아요>` is one item of that list in
 * question_parts.ts. Choices may be nested. A wording drawn from a pattern is a frame's template: its slots and particles
 * are filled later. So an unseen wording is made of parts that were seen.
 */

import type { Chance } from "../story_world/random.ts";
import { chooseParticles } from "./particles.ts";
import { questionLeads, questionParts, questionTails } from "./question_parts.ts";

/** Share of questions with a lead before them, and with a tail after them. */
const leadShare = 0.3;
const tailShare = 0.08;
/** After so many repeats in a row, a kind's patterns have no new wordings. */
const patience = 2_000;

/**
 * Draws one wording of a pattern.
 *
 * @throws {RangeError} when the pattern names a list that does not exist
 * @example
 * ```ts
 * import { Chance } from "../story_world/random.ts";
 * import { drawWording } from "./wordings.ts";
 * import assert from "node:assert/strict";
 * const wording = drawWording("{town}(의|) (볼거리|명소)은/는?", new Chance(1));
 * assert.match(wording, /^{town}의? (볼거리|명소)은\/는\?$/);
 * ```
 */
export function drawWording(pattern: string, chance: Chance): string {
  let wording = pattern.replace(/<([^>]+)>/g, (_, name: string) => `(${partsNamed(name, pattern)})`);
  const innermost = /\(([^()]*)\)/;
  while (innermost.test(wording)) {
    wording = wording.replace(innermost, (_, choices: string) => oneOf(choices, chance));
  }
  return wording.replace(/ {2,}/g, " ").replace(/ (?=[.,?])/g, "").trim();
}

/**
 * Draws different wordings of the patterns, none of which contains one of `without`.
 *
 * @param o.count most wordings
 * @param o.without templates that no wording may contain, with any mark at the end
 * @throws {RangeError} as {@link drawWording}
 * @example
 * ```ts
 * import { Chance } from "../story_world/random.ts";
 * import { drawWordings } from "./wordings.ts";
 * import assert from "node:assert/strict";
 * const o = { count: 50, without: ["{town}의 명소는 뭐예요?"], chance: new Chance(1) };
 * const wordings = drawWordings(["{town}의 (볼거리|명소)는 뭐예요?"], o);
 * assert.ok(wordings.length > 0 && wordings.every((wording) => wording.includes("볼거리")));
 * ```
 */
export function drawWordings(
  patterns: readonly string[],
  o: { readonly count: number; readonly without: readonly string[]; readonly chance: Chance },
): string[] {
  const { count, chance } = o;
  const without = o.without.map(bare);
  const drawn = new Map<string, string>(); // without marks, so that another mark at the end is not another wording
  for (let repeats = 0; drawn.size < count && repeats < patience && patterns.length > 0;) {
    const wording = drawWording(chance.deal("pattern", patterns), chance);
    const lead = chance.next() < leadShare ? `${oneOf(questionLeads, chance)} ` : "";
    const tail = chance.next() < tailShare ? ` ${oneOf(questionTails, chance)}` : "";
    const whole = lead + wording + tail;
    const said = bare(whole);
    if (!hasOneLevel(whole) || drawn.has(said) || without.some((template) => said.includes(template))) {
      repeats++;
    } else {
      drawn.set(said, whole);
      repeats = 0;
    }
  }
  return [...drawn.values()];
}

/**
 * Whether a wording keeps one level of politeness: "야, 직업이 뭐예요?" begins familiar and ends polite.
 *
 * Clauses without a level, such as "{person}의 직업은?" or "음,", go with either.
 *
 * @example
 * ```ts
 * import { hasOneLevel } from "./wordings.ts";
 * import assert from "node:assert/strict";
 * assert.equal(hasOneLevel("야, {person} 직업이 뭐야?"), true);
 * assert.equal(hasOneLevel("야, {person} 직업이 무엇입니까?"), false);
 * ```
 */
export function hasOneLevel(wording: string): boolean {
  const clauses = wording.matchAll(/([^.,?]+)([.,?])/g).map(([, words, mark]) => {
    const endsPolite = POLITE.test(words);
    const isPolite = endsPolite || POLITE_START.test(words) || words.includes("{person} 씨");
    const isFamiliar = FAMILIAR_START.test(words) || FAMILIAR_PAUSE.test(words) ||
      (mark !== "," && !endsPolite && FAMILIAR.test(words));
    return { isPolite, isFamiliar };
  }).toArray();
  return !(clauses.some(({ isPolite }) => isPolite) && clauses.some(({ isFamiliar }) => isFamiliar));
}

const POLITE = /(요|죠|니다|니까|시오)$/;
const POLITE_START = /^ ?(선생님|여러분|실례지만|죄송하지만)/;
/** The last syllable of a question or request to a friend. */
const FAMILIAR = /[야니까줘봐래돼해워어아가와사써나지]$/;
const FAMILIAR_START = /^ ?(야$|있잖아$|있지$|미안한데)/;
/** Where a question pauses after a name: "민지 있잖아, …". */
const FAMILIAR_PAUSE = /(말인데|있잖아)$/;

/**
 * A template or text without spaces and marks, with its particles chosen where possible, to compare wordings.
 *
 * @example
 * ```ts
 * import { bare } from "./wordings.ts";
 * import assert from "node:assert/strict";
 * assert.equal(bare("{town}의 명소은/는 뭐예요?"), bare("{town}의 명소는 뭐예요."));
 * ```
 */
export function bare(template: string): string {
  return chooseParticles(template).replace(/[\s.,?!‘’]/g, "");
}

function oneOf(choices: string, chance: Chance): string {
  const all = choices.split("|");
  return all[chance.below(all.length)];
}

function partsNamed(name: string, pattern: string): string {
  const parts = questionParts[name];
  if (parts === undefined) {
    throw new RangeError(
      `drawing a wording of "${pattern}": there is no list <${name}>, only ${Object.keys(questionParts)}`,
    );
  }
  return parts;
}
