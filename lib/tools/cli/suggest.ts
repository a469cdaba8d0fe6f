/** "Did you mean …?" for a name that does not exist. */
import { CommandError } from "../command_error.ts";

/** The error for an unknown name. @param what such as `there is no suite "x"` */
export function unknownName(what: string, o: { name: string; known: readonly string[]; next: string }) {
  const close = closestName(o.name, o.known);
  return new CommandError(`${what}${close ? `; did you mean "${close}"?` : "."}`, { next: o.next });
}

/** The known name that begins with `name`, else the nearest, if at most half of the letters differ. */
export function closestName(name: string, known: readonly string[]): string | undefined {
  const longer = known.find((candidate) => name.length > 1 && candidate.startsWith(name));
  if (longer) return longer;
  const best = known.map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(name.length, best.candidate.length) / 2
    ? best.candidate
    : undefined;
}

/** How many letters must be inserted, removed or replaced (Levenshtein distance). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
