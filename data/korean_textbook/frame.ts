/**
 * Sentence frames: sentences with slots, many for each kind of fact.
 *
 * In frames/*.ts each line is a frame. Its mark gives its use:
 *
 *   == kind   the frames below are about facts of this kind
 *   >         the answer that the model should give, one for each kind
 *   .         states the fact
 *   !         states it, and can also be the reply to a question in a dialogue
 *   .*        states it, held out: never used for training
 *   ?         a pattern (wordings.ts): many ways to ask for it
 *
 * The held-out questions are in held_out_questions.ts.
 */

import { Chance } from "../story_world/random.ts";
import { arithmeticFrames } from "./frames/arithmetic.ts";
import { calendarFrames } from "./frames/calendar.ts";
import { everydayFrames } from "./frames/everyday.ts";
import { peopleFrames } from "./frames/people.ts";
import { placeFrames } from "./frames/places.ts";
import { heldOutQuestions } from "./held_out_questions.ts";
import { chooseParticles } from "./particles.ts";
import { drawWordings } from "./wordings.ts";

/** The kinds of fact, by topic: calendar, arithmetic, places, people, everyday life. */
export const factKinds = [
  "weekday",
  "holiday",
  "sum",
  "left",
  "specialty",
  "sight",
  "job",
  "food",
  "home",
  "shop",
  "opposite",
] as const;
export type FactKind = typeof factKinds[number];

/**
 * How often each kind is asked, relative to the others. A person's job is one fact to remember. A sum depends on two
 * words, and a weekday on one small word (뒤 or 전), so the model needs more examples of these.
 */
export const practice: Readonly<Record<FactKind, number>> = {
  weekday: 4,
  holiday: 2,
  sum: 8,
  left: 5,
  specialty: 3,
  sight: 3,
  job: 2,
  food: 2,
  home: 2,
  shop: 2,
  opposite: 3,
};

export interface Frame {
  readonly kind: FactKind;
  readonly use: "answer" | "statement" | "question";
  readonly heldOut: boolean;
  /** A statement that can be the reply to a question. */
  readonly reply: boolean;
  /** Polite sentences end in 요 or 니다; the others are a textbook's plain style or a friend's question. */
  readonly polite: boolean;
  readonly template: string;
}

const uses = { ">": "answer", ".": "statement", "!": "statement" } as const;
/** Wordings of questions that are drawn from each kind's patterns; the same for every seed of a text. */
const wordingsPerKind = 600;
const wordingSeed = 7;

let read: readonly Frame[] | undefined;

/** All frames of all kinds. The first call draws the wordings of the questions, which takes a fifth of a second. */
export function frames(): readonly Frame[] {
  return read ??= [calendarFrames, arithmeticFrames, placeFrames, peopleFrames, everydayFrames]
    .flatMap(readFrames);
}

let byUse: ReadonlyMap<string, readonly Frame[]> | undefined;

/** The frames of a kind for one use: those for training, or only the held-out ones. */
export function framesFor(
  kind: FactKind,
  use: Frame["use"],
  options: { readonly heldOut?: boolean } = {},
): readonly Frame[] {
  byUse ??= Map.groupBy(frames(), ({ kind, use, heldOut }) => `${kind} ${use} ${heldOut}`);
  return byUse.get(`${kind} ${use} ${options.heldOut ?? false}`) ?? [];
}

/**
 * Puts words into a frame's slots and chooses the particles after them.
 *
 * @throws {RangeError} when the frame has a slot that no word is given for
 */
export function fillFrame(template: string, slots: Readonly<Record<string, string>>): string {
  return chooseParticles(template.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const word = slots[slot];
    if (word === undefined) {
      throw new RangeError(
        `filling the frame "${template}": no word for {${slot}}, only for ${Object.keys(slots).join(", ")}`,
      );
    }
    return word;
  }));
}

function readFrames(material: string): Frame[] {
  return material.trim().split(/^== /m).slice(1).flatMap((section) => {
    const [kind, ...lines] = section.trim().split("\n");
    if (!isFactKind(kind)) throw new RangeError(`the textbook's frames have an unknown kind "${kind}"`);
    const patterns = lines.filter((line) => line.startsWith("? ")).map((line) => line.slice(2));
    const statements = lines.filter((line) => !line.startsWith("? "));
    return [...statements.map((line) => readStatement(line, kind)), ...questionFrames(kind, patterns)];
  });
}

function readStatement(line: string, kind: FactKind): Frame {
  const parts = /^([>.!])(\*?) (.+)$/.exec(line);
  if (!parts) throw new RangeError(`the textbook's frames for "${kind}" have a line without mark: ${line}`);
  const [, mark, star, template] = parts;
  const use = uses[mark as keyof typeof uses];
  return { kind, use, heldOut: star === "*", reply: mark === "!", polite: isPolite(template), template };
}

function questionFrames(kind: FactKind, patterns: readonly string[]): Frame[] {
  const without = heldOutQuestions[kind];
  const chance = new Chance(wordingSeed);
  const question = (heldOut: boolean) => (template: string): Frame => (
    { kind, use: "question", heldOut, reply: false, polite: isPolite(template), template }
  );
  return [
    ...drawWordings(patterns, { count: wordingsPerKind, without, chance }).map(question(false)),
    ...without.map(question(true)),
  ];
}

function isPolite(template: string): boolean {
  return /(요|죠|니다|니까)[.?]$/.test(template);
}

function isFactKind(name: string): name is FactKind {
  return (factKinds as readonly string[]).includes(name);
}
