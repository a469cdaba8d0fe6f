/**
 * The course's own English corpus: a year at Larkhollow, an invented school of wizards.
 *
 * The material (story_world/) was written for the course; code puts it together from a seed. The same seed gives the same
 * bytes on every machine. Nothing in it is taken from another book.
 */

import { type Corpus, makeCorpus } from "../lib/corpora/mod.ts";
import { chaptersPerYear, tellStory } from "./story_world/story.ts";

/** Which story, and how long. */
interface StoryWorldOptions {
  /** Default 1. */
  readonly seed?: number;
  /** At least this many GPT-2 tokens, rounded up to a whole chapter. Default: one school year of 40 chapters. */
  readonly tokens?: number;
}

/** No part of the story had more characters per GPT-2 token, so this many characters per token are enough. */
const charactersPerToken = 4.5;

/**
 * Tells the story of a year at Larkhollow.
 *
 * @throws {RangeError} when the seed is no integer or the number of tokens is not positive
 * @example
 * ```ts
 * import { storyWorld } from "data";
 * import assert from "node:assert/strict";
 * const story = await storyWorld({ tokens: 1000 });
 * assert.ok(story.text.startsWith("CHAPTER ONE"));
 * ```
 */
export async function storyWorld(options: StoryWorldOptions = {}): Promise<Corpus> {
  const { seed = 1, tokens } = options;
  if (!Number.isSafeInteger(seed)) throw new RangeError(`storyWorld: seed must be an integer, got ${seed}`);
  if (tokens !== undefined && !(tokens > 0 && Number.isFinite(tokens))) {
    throw new RangeError(`storyWorld: tokens must be a positive number, got ${tokens}`);
  }
  let chapters = 0;
  const enough = (characters: number) => {
    chapters++;
    return tokens === undefined ? chapters === chaptersPerYear : characters >= tokens * charactersPerToken;
  };
  return await makeCorpus({
    name: "a year at Larkhollow",
    text: tellStory({ seed, enough }),
    source: `data/story_world, seed ${seed}`,
    licence: "written for this course, under its licence",
  });
}
