/** The lines of a text, each with its line feed: this is how Hugging Face's trainers read a file. */
export function linesWithEnding(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}
