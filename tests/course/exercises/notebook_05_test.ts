import assert from "node:assert/strict";
import { judge } from "../../../lib/course/check.ts";
import { exercises } from "../../../lib/course/exercises/notebook_05.ts";

const verdict = async (id: string, answer: unknown) => await judge(exercises[id], answer);

/** Mistakes that readers make, and a word of what the check must say about each. */
const mistakes: [id: string, mistake: string, answer: unknown, says: RegExp][] = [
  ["05.1", "the bonus counts as a seventh number", (ticket: number[], winning: number[], bonus: number) => {
    const hits = ticket.filter((n) => winning.includes(n) || n === bonus).length;
    return hits < 3 ? null : `${Math.min(hits, 6)}`;
  }, /bonus/],
  ["05.1", "the bonus is forgotten", (ticket: number[], winning: number[]) => {
    const hits = ticket.filter((n) => winning.includes(n)).length;
    return hits < 3 ? null : `${hits}`;
  }, /5b/],
  ["05.2", "no decimal", (prize: number, tickets: number) => `${prize / tickets / 10}`, /one decimal/],
  [
    "05.2",
    "halves to even, as Python rounds",
    (prize: number, tickets: number) => {
      const tenths = prize / tickets, low = Math.floor(tenths);
      const up = tenths - low > 0.5 || tenths - low === 0.5 && low % 2 === 1;
      return ((up ? low + 1 : low) / 10).toFixed(1);
    },
    /halves/,
  ],
  ["05.3", "added up instead of multiplied", (tickets: number) => 0.9763649878 * tickets, /noWin\(/],
  ["05.4", "targets of padding are the pad token", (ids: number[], length: number, padId: number) => {
    const fill = (row: number[]) => Array.from({ length }, (_, i) => row[i] ?? padId);
    return { x: fill(ids.slice(0, -1)), y: fill(ids.slice(1)) };
  }, /−1/],
  [
    "05.5",
    "bits",
    (tickets: number, tokens: number) =>
      (Math.log2(20) + Math.log2(39) + (tickets + 1) * Math.log2(8_145_060)) / (tokens - 1),
    /bits/,
  ],
  [
    "05.5",
    "the prompt is forgotten",
    (tickets: number, tokens: number) => tickets * Math.log(8_145_060) / (tokens - 1),
    /prompt/,
  ],
  [
    "05.6",
    "the money is not looked at",
    (_paid: number, count: number, tickets: number[][]) =>
      count === tickets.length ? null : "ticket_count_mismatch",
    /paid for/,
  ],
  ["05.7", "every rank is wrong", () => ["3", "4", "5", "5b", "6"], /wrongRanks/],
];

for (const [id, mistake, answer, says] of mistakes) {
  Deno.test(`${id} says what is wrong: ${mistake}`, async () => {
    const { kind, message, hint } = await verdict(id, answer) as {
      kind: string;
      message: string;
      hint?: string;
    };
    assert.equal(kind, "wrong");
    assert.match(`${message} ${hint ?? ""}`, says);
    assert.ok(hint);
  });
}
