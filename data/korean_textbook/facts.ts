/**
 * The closed world: all facts of the textbook, and which of them are held out.
 *
 * Weekdays, sums and differences follow rules: a model that has learned the rule can answer about a held-out fact. The
 * other facts must be read in a text. Facts that follow from each other (3 + 5 and 5 + 3, a word and its opposite) are
 * held out together.
 */

import { Chance } from "../story_world/random.ts";
import type { FactKind } from "./frame.ts";
import { nativeKorean, sinoKorean } from "./numerals.ts";
import * as words from "./word_lists.ts";

export interface Fact {
  readonly kind: FactKind;
  /** The fact's kind and subject ("job 민지"). */
  readonly id: string;
  /** The words for a frame's slots, including `answer`. */
  readonly slots: Readonly<Record<string, string>> & { readonly answer: string };
  /** True: no training text states it. */
  readonly heldOut: boolean;
}

/** Facts with the same group are held out together. */
type Draft = Omit<Fact, "id" | "heldOut"> & { readonly about: string; readonly group?: string };

/** Share of each kind's facts that is held out. */
const heldOutShare = 0.12;
/** Which facts are held out, and who lives where, is the same for every seed of a text. */
const worldSeed = 4;
const largestSummand = 10;
const largestCount = 10;

/** All facts, sorted by kind. */
export const facts: readonly Fact[] = buildWorld();

function buildWorld(): Fact[] {
  const chance = new Chance(worldSeed);
  return [
    weekdayFacts(),
    table("holiday", "holiday", words.holidays),
    sumFacts(),
    leftFacts(chance),
    table("specialty", "town", assign(words.towns, words.specialties, chance)),
    table("sight", "town", assign(words.towns, words.sights, chance)),
    table("job", "person", assign(words.people, words.jobs, chance)),
    table("food", "person", assign(words.people, words.foods, chance)),
    table("home", "person", assign(words.people, words.towns, chance)),
    table("shop", "goods", words.shops),
    oppositeFacts(),
  ].flatMap((drafts) => holdOut(drafts, chance));
}

function weekdayFacts(): Draft[] {
  const days = words.weekdays;
  return days.flatMap((day, i) =>
    words.dayCounts.flatMap((count, j) =>
      [1, -1].map((direction): Draft => {
        const ways = direction > 0 ? words.ahead : words.back;
        const when = `${count} ${ways.when}`;
        const answer = days[(i + direction * (j + 1) + days.length) % days.length];
        return { kind: "weekday", about: `${day} ${when}`, slots: { ...ways, day, when, answer } };
      })
    )
  );
}

function sumFacts(): Draft[] {
  const numbers = Array.from({ length: largestSummand }, (_, i) => i + 1);
  return numbers.flatMap((a) =>
    numbers.map((b): Draft => ({
      kind: "sum",
      about: `${a} ${b}`,
      group: `${Math.min(a, b)} ${Math.max(a, b)}`,
      slots: {
        ...{ a: sinoKorean(a), b: sinoKorean(b), answer: sinoKorean(a + b) },
        ...{ x: `${a}`, y: `${b}`, z: `${a + b}` },
      },
    }))
  );
}

function leftFacts(chance: Chance): Draft[] {
  const pairs: [from: number, took: number][] = [];
  for (let from = 2; from <= largestCount; from++) {
    for (let took = 1; took < from; took++) pairs.push([from, took]);
  }
  const thingsPerPair = 2;
  return pairs.flatMap(([from, took]) =>
    Array.from({ length: thingsPerPair }, (): Draft => {
      const [thing, unit] = chance.deal("things", words.countedThings);
      const count = (n: number) => `${nativeKorean(n)} ${unit}`;
      return {
        kind: "left",
        about: `${thing} ${from} ${took}`,
        group: `${from} ${took}`,
        slots: { thing, unit, from: count(from), took: count(took), answer: count(from - took) },
      };
    })
  );
}

function oppositeFacts(): Draft[] {
  return words.opposites.flatMap(([left, right]) =>
    [[left, right], [right, left]].map(([word, answer]): Draft => ({
      kind: "opposite",
      about: word,
      group: left,
      slots: { word, answer },
    }))
  );
}

function table(kind: FactKind, slot: string, rows: Iterable<readonly [string, string]>): Draft[] {
  return [...rows].map(([subject, answer]) => ({ kind, about: subject, slots: { [slot]: subject, answer } }));
}

/** Gives each subject a value; all values are used before any comes twice. */
function assign(
  subjects: readonly string[],
  values: readonly string[],
  chance: Chance,
): (readonly [string, string])[] {
  const deck = `values of ${values[0]}`;
  return subjects.map((subject) => [subject, chance.deal(deck, values)] as const);
}

function holdOut(drafts: readonly Draft[], chance: Chance): Fact[] {
  const groups = chance.shuffle([...new Set(drafts.map(groupOf))]);
  const held = new Set(groups.slice(0, Math.max(1, Math.round(heldOutShare * groups.length))));
  return drafts.map((draft) => ({
    kind: draft.kind,
    id: `${draft.kind} ${draft.about}`,
    slots: draft.slots,
    heldOut: held.has(groupOf(draft)),
  }));
}

function groupOf({ group, about }: Draft): string {
  return group ?? about;
}
