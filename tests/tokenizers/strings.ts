/** The hard strings that every tokenizer test uses: languages, marks, controls, surrogates, very long words. */
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

/** A file of the group's own data beside the project, or undefined where there is none: tests then skip. */
export function sharedText(name: string): string | undefined {
  try {
    return Deno.readTextFileSync(new URL(`../../../shared/data/${name}`, import.meta.url));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
