/**
 * The school year: months, their weather, and what is counted (beans, windlight matches) from week to week.
 */

import { inWords } from "./grammar.ts";
import type { Chance } from "./random.ts";

/** The ten months of a school year, four chapters each. */
export const months = ["September", "October", "November", "December", "January"].concat(
  ["February", "March", "April", "May", "June"],
);

const seasonOf: Record<string, keyof typeof weather> = {
  September: "autumn",
  October: "autumn",
  November: "autumn",
  December: "winter",
  January: "winter",
  February: "winter",
  March: "spring",
  April: "spring",
  May: "summer",
  June: "summer",
};

/** What the weather does, as clauses: "it rained", "the mist had come up". */
const weather = {
  autumn: [
    "the leaves were coming down {like letters|by the bushel|all at once}",
    "a thin rain {hung|drifted} over the tarn",
    "the mist had come up {to the second floor|as far as the pump|in the night}",
    "there were {apples|wasps|spiders' webs} in every corner of the orchard",
    "it had {blown|rained} since {Sunday|the day before yesterday}",
    "the swallows sat in a row on the {bell wire|gutter} and could not make up their minds",
    "the mornings had begun to smell of {smoke|mushrooms|iron}",
    "a wind out of the {west|south-west} was pulling at the slates",
    "the evenings {drew in like a sleeve|came before anybody was ready for them}",
    "the beeches had gone {copper|yellow} in a week",
    "the sun came up late and {red|small|without much conviction}",
    "the tarn was {full to the brim|as brown as tea|covered with leaves}",
  ],
  winter: [
    "the snow lay {knee-deep in the cloister|on every sill|like a cat on the roof of the boathouse}",
    "the tarn had frozen {from side to side|so clear that one could see the fish think}",
    "icicles hung from the {gargoyles' chins|gutters like a row of teeth}",
    "it was so cold that {the ink froze|the milk stood up in the jug|the door handles had to be wrapped in flannel}",
    "the wind {had knives in it|came straight off the fells}",
    "it was dark by {four|tea time} and darker by five",
    "sleet {rattled|hissed} against the windows",
    "the whole world had been {rubbed out|folded up and put away} but for the causeway",
    "the frost had {drawn ferns|written all over} on the glass",
    "there had been {a fall of snow|stars as big as plates|no sun} for a week",
    "every breath {hung in front of one like a thought|made its own small cloud}",
    "the robins came in to be {fed|warm}",
  ],
  spring: [
    "the thaw had set in, and everything {dripped|ran|was mud}",
    "there were lambs {on the near shore|in the long meadow|by the fire in the kitchen}",
    "rain and sun {took turns|could not agree}",
    "the wind was {in the east|everywhere} and smelled of {earth|salt|turned fields}",
    "the rooks were {mending their nests|quarrelling over twigs}",
    "something green had come up {between the flagstones|in the gutters|through Mr. Scrimshaw's bench}",
    "the frogs had {come back to|begun to sing in} the water butts",
    "the clouds went over {like furniture being moved|in a great hurry}",
    "catkins hung along the {causeway|stream}",
    "a hailstorm had {come and gone|knocked the heads off the daffodils}",
    "the days had got {long enough to stretch in|as far as supper}",
    "the hens {had begun to lay|were laying in the hats}",
  ],
  summer: [
    "the windows stood open {day and night|on all seven floors}",
    "the heat lay along the {walls|slates} like a dog",
    "swifts were {screaming round|falling about} the towers",
    "the tarn was warm {to the knee|as milk at the edges}",
    "thunder had {walked round|muttered behind} the hills all the afternoon",
    "the hay was {down|being carried} on the other shore",
    "bees had got into the {clock|piano|Headmistress's hat}",
    "there had been no rain for {nine days|three weeks}",
    "it did not get {properly dark|cool} until ten",
    "the limes were in flower, and one {could not think for the smell|walked about under them half asleep}",
    "the strawberries were {in|nearly over}",
    "the dust in the lane was {white|soft} as flour",
  ],
};

const hearths = ["Kettle", "Lantern", "Anvil", "Loom"];

/** What changes from chapter to chapter. Facts are templates. */
export class Year {
  readonly #chance: Chance;
  readonly #beans = new Map(hearths.map((hearth) => [hearth, 0]));
  readonly #wins = new Map(hearths.map((hearth) => [hearth, 0]));
  #month = months[0];

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** Moves on to a chapter, counted from 0: a week or so later, some beans richer. */
  turnTo(chapter: number): string {
    this.#month = months[Math.floor(chapter / 4) % months.length];
    for (const hearth of hearths) {
      this.#beans.set(hearth, this.#beans.get(hearth)! + 2 + this.#chance.below(9));
    }
    return this.#month;
  }

  /** The facts of a scene. A windlight match is played, and counted, only when a scene asks for one. */
  facts(scene: string): Map<string, string> {
    const facts = new Map([["month", this.#month], ["season", seasonOf[this.#month]]]);
    const clauses = weather[seasonOf[this.#month]];
    const clause = () => this.#chance.deal(`weather of ${seasonOf[this.#month]}`, clauses);
    facts.set("weather", clause());
    facts.set("where", clause());
    const sentence = clause();
    facts.set("Weather", `${sentence[0].toUpperCase()}${sentence.slice(1)}.`);
    facts.set("beans", this.#beanCount());
    if (scene === "windlight") {
      const [fixture, result] = this.#playMatch();
      facts.set("hearths", fixture).set("result", result);
    }
    return facts;
  }

  #beanCount(): string {
    const [first, second, third, last] = [...this.#beans].sort((a, b) => b[1] - a[1]);
    const n = (entry: [string, number]) => inWords(entry[1]);
    return this.#chance.deal("bean count", [
      `That morning ${first[0]} had ${n(first)}, ${second[0]} ${n(second)}, ${third[0]} ${n(third)} and ${
        last[0]
      } ${n(last)}.`,
      `${first[0]} was leading, with ${n(first)} beans to ${second[0]}'s ${n(second)}; ${
        last[0]
      } was last, with ${n(last)}.`,
      `There were ${n(last)} in the jar of ${last[0]}, which was not many, and ${n(first)} in that of ${
        first[0]
      }, which was.`,
      `By that week it stood at ${n(first)} for ${first[0]} and ${n(second)} for ${
        second[0]
      }, and nobody spoke of ${last[0]}.`,
    ]);
  }

  #playMatch(): [fixture: string, result: string] {
    const other = this.#chance.deal("opponents of Loom", hearths.slice(0, 3));
    const goals = 1 + this.#chance.below(4);
    const conceded = this.#chance.below(goals);
    const [winner, loser] = this.#chance.below(5) < 2 ? ["Loom", other] : [other, "Loom"];
    this.#wins.set(winner, this.#wins.get(winner)! + 1);
    const wins = this.#wins.get(winner)!;
    const lanterns = `${inWords(goals)} lantern${goals === 1 ? "" : "s"} to ${
      conceded === 0 ? "none" : inWords(conceded)
    }`;
    const result = this.#chance.deal("match report", [
      `${winner} had won, by ${lanterns}.`,
      `${winner} had beaten ${loser} by ${lanterns}, which made ${inWords(wins)} ${
        wins === 1 ? "match" : "matches"
      } to them that year.`,
      `it was ${lanterns}, and ${winner} had it.`,
      `${loser} had lost by ${lanterns}, and would not have it that they had played badly.`,
    ]);
    return [`Loom against ${other}`, result];
  }
}
