/**
 * Sentence frames: sentences with slots, one for each kind of fact many times over.
 *
 * In frames/*.ts each line is a frame. Its mark says what it is for:
 *
 *   == kind   the frames below are about facts of this kind
 *   >         the answer as the course's model is to give it, one for each kind
 *   .         states the fact
 *   !         states it, and can also stand in a dialogue as the reply to a question
 *   ?         asks for it
 *   .*  ?*    the same, held out: never used for training
 */

import { arithmeticFrames } from "./frames/arithmetic.ts";
import { calendarFrames } from "./frames/calendar.ts";
import { everydayFrames } from "./frames/everyday.ts";
import { peopleFrames } from "./frames/people.ts";
import { placeFrames } from "./frames/places.ts";
import { chooseParticles } from "./particles.ts";

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

export interface Frame {
  readonly kind: FactKind;
  readonly use: "answer" | "statement" | "question";
  readonly heldOut: boolean;
  /** A statement that can stand as the reply to a question. */
  readonly reply: boolean;
  /** Polite sentences end in 요 or 니다; the others are a textbook's plain style or a friend's question. */
  readonly polite: boolean;
  readonly template: string;
}

const uses = { ">": "answer", ".": "statement", "!": "statement", "?": "question" } as const;

/** All frames of all kinds. */
export const frames: readonly Frame[] = [
  calendarFrames,
  arithmeticFrames,
  placeFrames,
  peopleFrames,
  everydayFrames,
].flatMap(readFrames);

const byUse = Map.groupBy(frames, ({ kind, use, heldOut }) => `${kind} ${use} ${heldOut}`);

/** The frames of a kind for one use, without or only the held-out ones. */
export function framesFor(
  kind: FactKind,
  use: Frame["use"],
  options: { readonly heldOut?: boolean } = {},
): readonly Frame[] {
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
    return lines.map((line) => {
      const parts = /^([>.!?])(\*?) (.+)$/.exec(line);
      if (!parts) {
        throw new RangeError(`the textbook's frames for "${kind}" have a line without mark: ${line}`);
      }
      const [, mark, star, template] = parts;
      return {
        kind,
        use: uses[mark as keyof typeof uses],
        heldOut: star === "*",
        reply: mark === "!",
        polite: /(요|니다|니까)[.?]$/.test(template),
        template,
      };
    });
  });
}

function isFactKind(name: string): name is FactKind {
  return (factKinds as readonly string[]).includes(name);
}
