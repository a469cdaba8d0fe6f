/**
 * Writes the story: chapters of scenes, with one mystery for every five chapters.
 *
 * A chapter begins with the week, has some scenes in the order of a day, in its middle the next part of the mystery, and
 * once a month a feast. All choices depend on the seed.
 */

import { gestures, meanwhile, remarks, replies } from "./beats.ts";
import { cast, type Person } from "./cast.ts";
import { inWords } from "./grammar.ts";
import { type Part, readScene, readWordLists, type SceneKind } from "./material.ts";
import { Chance } from "./random.ts";
import { hobFacts, hobNight } from "./scenes/hob.ts";
import { beasts, doors, kettlecraft, mending, wayfinding, weatherwork } from "./scenes/lessons.ts";
import { mysteries } from "./scenes/mysteries.ts";
import { village, walk, windlight } from "./scenes/outside.ts";
import { ghost, letters, library } from "./scenes/papers.ts";
import { chores, infirmary, quarrel, study } from "./scenes/quarrels.ts";
import { dormitory, fireside, meals, opening } from "./scenes/school_days.ts";
import { seasons } from "./scenes/seasons.ts";
import { vignettes } from "./scenes/vignettes.ts";
import { type Scene, tell } from "./template.ts";
import { wordLists } from "./word_lists.ts";
import { months, Year } from "./year.ts";

/** Kinds of scene, with their hour and relative frequency. */
const kinds: readonly { kind: SceneKind; hour: number; often: number }[] = [
  { kind: readScene("letters", letters), hour: 8, often: 1 },
  { kind: readScene("meals", meals), hour: 8, often: 2 },
  { kind: readScene("weatherwork", weatherwork), hour: 9, often: 1 },
  { kind: readScene("mending", mending), hour: 9, often: 1 },
  { kind: readScene("doors", doors), hour: 10, often: 1 },
  { kind: readScene("beasts", beasts), hour: 10, often: 1 },
  { kind: readScene("kettlecraft", kettlecraft), hour: 11, often: 1 },
  { kind: readScene("wayfinding", wayfinding), hour: 11, often: 1 },
  { kind: readScene("quarrel", quarrel), hour: 12, often: 1 },
  { kind: readScene("study", study), hour: 13, often: 1 },
  { kind: readScene("chores", chores), hour: 14, often: 1 },
  { kind: readScene("village", village), hour: 14, often: 1 },
  { kind: readScene("windlight", windlight), hour: 15, often: 1 },
  { kind: readScene("walk", walk), hour: 16, often: 1 },
  { kind: readScene("library", library), hour: 17, often: 1 },
  { kind: readScene("infirmary", infirmary), hour: 18, often: 1 },
  { kind: readScene("hob facts", hobFacts), hour: 19, often: 2 },
  { kind: readScene("fireside", fireside), hour: 20, often: 2 },
  { kind: readScene("ghost", ghost), hour: 21, often: 1 },
  { kind: readScene("hob night", hobNight), hour: 22, often: 1 },
  { kind: readScene("dormitory", dormitory), hour: 23, often: 1 },
];
const sceneDeck = kinds.flatMap((entry) => Array(entry.often).fill(entry) as typeof entry[]);
const openingKind = readScene("opening", opening);
const words = readWordLists(wordLists);

/** The week of the month, from 0, in which its feast falls. */
const feastWeek: Record<string, number> = {
  September: 0,
  October: 3,
  November: 1,
  December: 3,
  January: 0,
  February: 2,
  March: 1,
  April: 1,
  May: 2,
  June: 3,
};
const mysteryPieces = mysteries.trim().split(/^# .*\n/m).slice(1).flatMap((mystery) =>
  mystery.trim().split(/^== /m).slice(1).map((piece) => {
    const [title, ...text] = piece.split("\n");
    return { title, text: text.join(" ") };
  })
);

/** Chapters of one school year. */
export const chaptersPerYear = 4 * months.length;

/**
 * Writes some chapters.
 *
 * @param options.seed another seed gives another story
 * @param options.enough called with the number of characters so far after each chapter; true ends the book
 * @returns the text: paragraphs with a blank line between
 */
export function tellStory(options: { seed: number; enough: (characters: number) => boolean }): string {
  const chance = new Chance(options.seed);
  const year = new Year(chance);
  const paragraphs: string[] = [];
  let characters = 0;
  for (let chapter = 0; chapter === 0 || !options.enough(characters); chapter++) {
    const told = tellChapter(chapter, { chance, year });
    paragraphs.push(...told);
    for (const paragraph of told) characters += paragraph.length + 2;
  }
  return paragraphs.join("\n\n") + "\n";
}

const scenesPerChapter = 10;
const sceneBreak = "* * *";

function tellChapter(chapter: number, { chance, year }: { chance: Chance; year: Year }): string[] {
  const month = year.turnTo(chapter);
  const { title, text } = mysteryPieces[chapter % mysteryPieces.length];
  const feast = chapter % 4 === feastWeek[month] ? [seasons[month]] : [];
  const length = scenesPerChapter - (chapter % 2);
  const scenes = Array.from({ length }, () => chance.deal("scenes", sceneDeck));
  // Two days, each from morning to night.
  const half = Math.ceil(length / 2);
  const days = [scenes.slice(0, half), scenes.slice(half)].map((day) => day.sort((a, b) => a.hour - b.hour));
  const tellKind = (kind: SceneKind) => tellScene(kind, { chance, year });
  const plain = (passage: string) => tell(passage, emptyScene(chance));
  return [
    `CHAPTER ${inWords(chapter + 1).toUpperCase()}`,
    title,
    ...tellKind(openingKind),
    ...plain(chance.deal("vignettes", vignettes)),
    ...days[0].flatMap(({ kind }) => [sceneBreak, ...tellKind(kind)]),
    sceneBreak,
    ...plain(text),
    ...days[1].flatMap(({ kind }) => [sceneBreak, ...tellKind(kind)]),
    ...feast.flatMap((passage) => [sceneBreak, ...plain(passage)]),
  ];
}

function emptyScene(chance: Chance): Scene {
  return { chance, words, roles: new Map(), facts: new Map(), remembered: new Map() };
}

function tellScene(kind: SceneKind, { chance, year }: { chance: Chance; year: Year }): string[] {
  const roles = castRoles(kind, chance);
  const scene: Scene = { ...emptyScene(chance), roles, facts: year.facts(kind.name) };
  const drawn = kind.roles.filter(({ who }) => who === "student");
  const playing = drawn.map(({ role }) => roles.get(role)!.name);
  return kind.parts.flatMap((part, i) => {
    const passages = choosePassages(kind, part, { chance, playing });
    const last = i === kind.parts.length - 1;
    return passages.flatMap((passage) => {
      const told = tell(passage, scene);
      return last || chance.deal("beat or none", [true, true, true, false]) === false
        ? told
        : [...told, ...tell(beat(chance, playing), scene)];
    });
  });
}

const beatLists = [remarks, replies, gestures, meanwhile].map((list) => list.trim().split("\n"));

/** A short paragraph of nothing much, as between any two things that happen. */
function beat(chance: Chance, playing: readonly string[]): string {
  const [remark, reply, gesture, elsewhere] = beatLists.map((list, i) =>
    chance.dealFitting(`beats ${i}`, list, (line) => !names(line, playing))
  );
  return chance.deal("shape of a beat", [
    `"${remark}," [A says]. // "${reply}," [B says]. ${gesture}`,
    `"${remark}," [B says]. ${gesture}`,
    `${elsewhere} "${remark}," [A says].`,
    `${gesture} ${elsewhere}`,
    `"${remark}," [A says], and [B] $smallact. // "${reply}," [B says].`,
    `${elsewhere}`,
  ]);
}

/** Passages that do not speak, by name, of somebody who already plays a part in the scene. */
function choosePassages(
  kind: SceneKind,
  part: Part,
  { chance, playing }: { chance: Chance; playing: readonly string[] },
): string[] {
  const chosen: string[] = [];
  for (let i = 0; i < part.tell; i++) {
    const fits = (passage: string) => !chosen.includes(passage) && !names(passage, playing);
    const deck = `${kind.name} ${part.name}`;
    chosen.push(
      part.passages.some(fits)
        ? chance.dealFitting(deck, part.passages, fits)
        : chance.deal(deck, part.passages),
    );
  }
  return chosen;
}

function names(passage: string, people: readonly string[]): boolean {
  return people.some((name) => new RegExp(`\\b${name}\\b`).test(passage));
}

function castRoles(kind: SceneKind, chance: Chance): Map<string, Person> {
  const roles = new Map<string, Person>();
  const students = cast.filter((person) => person.kind === "student");
  for (const { role, who } of kind.roles) {
    const named = cast.find((person) => person.name === who.replaceAll("_", " "));
    const person = named ??
      chance.dealFitting("students", students, (student) => ![...roles.values()].includes(student));
    roles.set(role, person);
  }
  return roles;
}
