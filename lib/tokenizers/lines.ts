/** The lines of a text, each with its line feed: what Hugging Face's trainers are fed from a file. */
export function linesWithEnding(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}
