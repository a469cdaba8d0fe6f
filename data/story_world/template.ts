/**
 * The template language of the story's material.
 *
 *   {red|blue|green}   one of these; all are used before any is repeated; may be nested
 *   $food              a word of the list "food"; $food.x remembers it, so that the next $food.x is the same
 *   [A]                the name of the person with role A in this scene; [A he], [A him], [A his], [A himself],
 *                      [A pet], [A hearth] … are from A's cast sheet; [A says] is "said Nell", [A asks] likewise
 *   [when]             a fact of the moment: weather, date, the missing thing
 *   //                 a new paragraph
 */

import type { Person } from "./cast.ts";
import { articles, capitals } from "./grammar.ts";
import type { Chance } from "./random.ts";

/** All that a template can refer to. */
export interface Scene {
  readonly chance: Chance;
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** Who plays which role. */
  readonly roles: ReadonlyMap<string, Person>;
  /** Facts of the moment, by name; templates themselves. */
  readonly facts: ReadonlyMap<string, string>;
  /** Words remembered by `$list.x`. */
  readonly remembered: Map<string, string>;
}

/** Fills a template in. Returns finished paragraphs. */
export function tell(template: string, scene: Scene): string[] {
  return expand(template, scene).split(" // ").map((paragraph) =>
    capitals(articles(smoothSpeech(paragraph.replace(/ +/g, " ").trim(), scene)))
  );
}

/** "said Nell. Nell looked up" becomes "said Nell. She looked up"; "asked" after a statement becomes "said". */
function smoothSpeech(paragraph: string, scene: Scene): string {
  let text = paragraph.replace(/,"( (?:\w+ )?)(?:asked|wondered) /g, ',"$1said '); // what is no question is said
  for (const { name, sheet } of scene.roles.values()) {
    text = text.replace(
      new RegExp(`((?:said|asked|wondered) ${name}(?:, [^".!?]*)?\\. )${name} `, "g"),
      (_, speech: string) => `${speech}${sheet.get("he")} `,
    );
  }
  return text;
}

function expand(template: string, scene: Scene): string {
  let text = template;
  // Innermost braces first, so that nested alternatives come out whole.
  for (let inner = /\{([^{}]*)\}/.exec(text); inner; inner = /\{([^{}]*)\}/.exec(text)) {
    const options = inner[1].split("|");
    const chosen = scene.chance.deal(`{${inner[1]}}`, options);
    text = text.slice(0, inner.index) + chosen + text.slice(inner.index + inner[0].length);
  }
  text = text.replace(
    /\$([a-z]+)(?:\.([a-z0-9]+))?/g,
    (_, list: string, key?: string) => word(list, key, scene),
  );
  return text.replace(/\[([^\]]+)\]/g, (_, reference: string) => refer(reference, scene));
}

function word(list: string, key: string | undefined, scene: Scene): string {
  const words = scene.words.get(list);
  if (!words) {
    throw new RangeError(`the story's material asks for the word list "${list}", which does not exist`);
  }
  if (key === undefined) return expand(scene.chance.deal(`$${list}`, words), scene);
  const name = `${list}.${key}`;
  const known = scene.remembered.get(name);
  if (known !== undefined) return known;
  const fresh = expand(scene.chance.deal(`$${list}`, words), scene);
  scene.remembered.set(name, fresh);
  return fresh;
}

function refer(reference: string, scene: Scene): string {
  const [name, what] = reference.split(" ");
  const fact = scene.facts.get(reference);
  if (fact !== undefined) return expand(fact, scene);
  const person = scene.roles.get(name.replace(/'s$/, ""));
  if (!person) {
    throw new RangeError(`the story's material refers to [${reference}], which this scene does not have`);
  }
  if (name.endsWith("'s")) return person.name.endsWith("s") ? `${person.name}'` : `${person.name}'s`;
  if (what === undefined) return person.name;
  if (what === "says" || what === "asks") return speechTag(person, what, scene);
  const said = person.sheet.get(what.toLowerCase());
  if (!said) throw new RangeError(`the cast sheet of ${person.name} has no "${what}"`);
  // The sheet speaks of its owner as [I]; a line of it is a template as well.
  const own = { ...scene, roles: new Map([...scene.roles, ["I", person]]) };
  const words = expand(scene.chance.deal(`${person.name} ${what.toLowerCase()}`, said), own);
  return what[0] === what[0].toLowerCase() ? words : words[0].toUpperCase() + words.slice(1);
}

const plainTags = { says: ["said"], asks: ["asked", "asked", "said", "wondered"] };

/** "said Nell", often bare, sometimes with what she does meanwhile: the bare tag is what readers do not notice. */
function speechTag(person: Person, kind: "says" | "asks", scene: Scene): string {
  const verb = scene.chance.deal(`${kind} tag`, plainTags[kind]);
  const manner = scene.chance.deal(`manner of ${person.name}`, ["", "", "", "", "with"]);
  if (manner === "") return `${verb} ${person.name}`;
  const own = { ...scene, roles: new Map([...scene.roles, ["I", person]]) };
  return `${verb} ${person.name}, ${
    expand(scene.chance.deal(`${person.name} manner`, person.sheet.get("manner")!), own)
  }`;
}
