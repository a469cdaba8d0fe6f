/**
 * Short documents about the facts: passages, dialogues, and questions with their answers.
 *
 * A passage has one style (plain or polite) and states several facts about one subject; a person's passage continues
 * with the town where the person lives. Each document lists its facts and frames, so that a test can prove that it has
 * no held-out ones.
 */

import { Chance } from "../story_world/random.ts";
import { closings, openings, type Subject, talk } from "./connectives.ts";
import { type Fact, facts } from "./facts.ts";
import { type FactKind, factKinds, fillFrame, type Frame, framesFor, practice } from "./frame.ts";
import { people, towns } from "./word_lists.ts";

export type DocumentType = "passage" | "dialogue" | "question";
/** `train`: everything that is not held out. `heldOut`: only what is held out. */
export type Part = "train" | "heldOut";

export interface TextbookDocument {
  readonly type: DocumentType;
  readonly text: string;
  readonly facts: readonly Fact[];
  readonly frames: readonly Frame[];
}

interface DocumentOptions {
  readonly seed: number;
  readonly facts: Part;
  readonly frames: Part;
  readonly types: readonly DocumentType[];
}

/** A sentence with its fact and frame. */
interface Sentence {
  readonly text: string;
  readonly fact: Fact;
  readonly frame: Frame;
}

const townKinds: readonly FactKind[] = ["specialty", "sight"];
const personKinds: readonly FactKind[] = ["job", "food", "home"];
const lessonKinds = factKinds.filter((kind) => !townKinds.includes(kind) && !personKinds.includes(kind));
const lessonFacts = [3, 4, 5, 6];
/** The kinds of fact, each as often as it is trained. */
const askedKinds = factKinds.flatMap((kind) => Array<FactKind>(practice[kind]).fill(kind));

/** Endless documents, their types in random order. The same options give the same documents. */
export function* documents(options: DocumentOptions): Generator<TextbookDocument, never> {
  const writer = new Writer(options);
  while (true) {
    const type = writer.chance.deal("type", options.types);
    if (type === "passage") yield writer.passage();
    else if (type === "dialogue") yield writer.dialogue();
    else yield writer.question();
  }
}

class Writer {
  readonly chance: Chance;
  readonly #options: DocumentOptions;
  readonly #known: readonly Fact[];
  readonly #knownOfKind: ReadonlyMap<FactKind, readonly Fact[]>;

  constructor(options: DocumentOptions) {
    this.chance = new Chance(options.seed);
    this.#options = options;
    this.#known = facts.filter((fact) => fact.heldOut === (options.facts === "heldOut"));
    this.#knownOfKind = Map.groupBy(this.#known, (fact) => fact.kind);
  }

  passage(): TextbookDocument {
    const polite = this.chance.deal("polite passage", [true, false]);
    const subject = this.chance.deal<Subject>("subject", [
      ...lessonKinds as Subject[],
      "sum",
      "left",
      "town",
      "town",
      "person",
      "person",
      "person",
    ]);
    const { told, names } = this.#toldOf(subject);
    const style = polite ? "polite" : "plain";
    const sentences = told.map((fact) => this.#state(fact, polite));
    const opening = fillFrame(
      this.chance.deal(`opening ${subject} ${style}`, openings[subject][style]),
      names,
    );
    const closing = fillFrame(
      this.chance.deal(`closing ${subject} ${style}`, closings[subject][style]),
      names,
    );
    const ends = this.chance.deal("closing?", [true, false]);
    const text = [opening, ...sentences.map(({ text }) => text), ...(ends ? [closing] : [])].join(" ");
    return document("passage", text, sentences);
  }

  dialogue(): TextbookDocument {
    const rounds = this.chance.deal("rounds", [1, 2, 2, 3]);
    const asked = Array.from({ length: rounds }, () => this.#anyFact("dialogue"));
    const absent = asked.map((fact) => fact.slots.person); // who is talked about does not take part
    const a = this.chance.dealFitting("speaker", people, (name) => !absent.includes(name));
    const b = this.chance.dealFitting("speaker", people, (name) => !absent.includes(name) && name !== a);
    const say = (deck: keyof typeof talk) => this.chance.deal(deck, talk[deck]);
    const lines: string[] = [];
    if (this.chance.deal("greet?", [true, false])) {
      const [greeting, back] = say("greetings").split(" | ");
      lines.push(`${a}: ${fillFrame(greeting, { other: b })}`, `${b}: ${fillFrame(back, { other: a })}`);
    }
    const sentences: Sentence[] = [];
    asked.forEach((fact, i) => {
      const question = this.#ask(fact, { polite: true });
      const answer = this.#reply(fact);
      sentences.push(question, answer);
      const before = i > 0 ? say("thanks") : say("beforeQuestion");
      lines.push(`${a}: ${before} ${question.text}`, `${b}: ${answer.text}`);
    });
    lines.push(`${a}: ${say("thanks")}`);
    if (this.chance.deal("part?", [true, false])) lines.push(`${b}: ${say("partings")}`);
    return document("dialogue", lines.join("\n"), sentences);
  }

  question(): TextbookDocument {
    const fact = this.#anyFact("question");
    const question = this.#ask(fact, { polite: false });
    return document("question", `질문: ${question.text}\n답: ${answerTo(fact)}`, [question]);
  }

  /** The facts of a passage, and the names for its first and last sentence. */
  #toldOf(subject: Subject): { told: Fact[]; names: Record<string, string> } {
    if (subject === "town") {
      const town = this.chance.dealFitting("town", towns, (name) => this.#hasFacts("town", name));
      return { told: this.#factsAbout(townKinds, "town", town), names: { town } };
    }
    if (subject === "person") {
      const person = this.chance.dealFitting("person", people, (name) => this.#hasFacts("person", name));
      const told = this.#factsAbout(personKinds, "person", person);
      const home = told.find(({ kind }) => kind === "home");
      if (home) told.push(...this.#factsAbout(townKinds, "town", home.slots.answer));
      return { told, names: { person } };
    }
    const count = this.chance.deal("facts", lessonFacts);
    const told = Array.from({ length: count }, () => this.#factOf(subject, "lesson"));
    return { told: told.flatMap((fact) => [fact, ...this.#contrasting(fact)]), names: {} };
  }

  /** The weekday on the other side of the same day, to be told beside it. */
  #contrasting(fact: Fact): readonly Fact[] {
    if (fact.kind !== "weekday") return [];
    return (this.#knownOfKind.get("weekday") ?? []).filter((other) =>
      other !== fact && other.slots.day === fact.slots.day
    );
  }

  #hasFacts(slot: string, name: string): boolean {
    return this.#known.some((fact) => fact.slots[slot] === name);
  }

  #factsAbout(kinds: readonly FactKind[], slot: string, name: string): Fact[] {
    return this.chance.shuffle(
      this.#known.filter((fact) => kinds.includes(fact.kind) && fact.slots[slot] === name),
    );
  }

  #anyFact(where: string): Fact {
    return this.#factOf(this.chance.deal(`kind ${where}`, askedKinds), where);
  }

  #factOf(kind: FactKind, where: string): Fact {
    return this.chance.deal(`${kind} ${where}`, this.#knownOfKind.get(kind) ?? []);
  }

  #state(fact: Fact, polite: boolean): Sentence {
    return this.#fill(fact, "statement", {
      deck: `state ${polite}`,
      fits: (frame) => frame.polite === polite,
    });
  }

  #reply(fact: Fact): Sentence {
    return this.#fill(fact, "statement", { deck: "reply", fits: (frame) => frame.reply });
  }

  #ask(fact: Fact, { polite }: { polite: boolean }): Sentence {
    return this.#fill(fact, "question", { deck: `ask ${polite}`, fits: (frame) => frame.polite || !polite });
  }

  /** A sentence about the fact, in the next frame of a deck; held-out replies are too few to choose among. */
  #fill(
    fact: Fact,
    use: Frame["use"],
    { deck, fits }: { deck: string; fits: (frame: Frame) => boolean },
  ): Sentence {
    const all = framesFor(fact.kind, use, { heldOut: this.#options.frames === "heldOut" });
    const fitting = all.filter(fits);
    const frame = this.chance.deal(`${deck} ${fact.kind}`, fitting.length > 0 ? fitting : all);
    return { text: fillFrame(frame.template, fact.slots), fact, frame };
  }
}

/** The answer to any question about a fact, in the only wording that an exam accepts. */
export function answerTo(fact: Fact): string {
  const [frame] = framesFor(fact.kind, "answer");
  return fillFrame(frame.template, fact.slots);
}

function document(type: DocumentType, text: string, sentences: readonly Sentence[]): TextbookDocument {
  return {
    type,
    text,
    facts: sentences.map(({ fact }) => fact),
    frames: sentences.map(({ frame }) => frame),
  };
}
