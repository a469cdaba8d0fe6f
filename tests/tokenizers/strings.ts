/** Difficult strings for every tokenizer test: languages, marks, controls, surrogates, very long words. */
export interface HardString {
  readonly name: string;
  readonly text: string;
}

const fixtures = new URL("../fixtures/tokenizers/", import.meta.url);

/** Reads a fixture file. */
export function readFixture<T>(name: string): T {
  return JSON.parse(Deno.readTextFileSync(new URL(name, fixtures)));
}

export const hardStrings: readonly HardString[] = readFixture<
  { name: string; text: string; times?: number }[]
>(
  "strings.json",
).map(({ name, text, times = 1 }) => ({ name, text: text.repeat(times) }));

/** A text that somebody put into data/downloads, or undefined: tests then skip. */
export function downloadedText(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(new URL(`../../data/downloads/${path}`, import.meta.url));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** A small text among the fixtures. */
export function fixtureText(name: string): string {
  return Deno.readTextFileSync(new URL(name, fixtures));
}

/** The parts of a tokenizer.json that tests use. */
export interface TokenizerFile {
  readonly model: { readonly vocab: Record<string, number>; readonly merges: [string, string][] };
}

/**
 * The order in which Hugging Face's trainer numbered the characters marked with "##": it is that of a hash map and
 * differs from run to run, and with it the merges among equally frequent pairs.
 */
export function continuationOrder({ model }: TokenizerFile): string[] {
  return Object.entries(model.vocab)
    .filter(([token]) => /^##.$/su.test(token))
    .sort((a, b) => a[1] - b[1])
    .map(([token]) => token.slice(2));
}
