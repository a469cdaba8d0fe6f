/** Notebook 04's checks name the mistakes that readers make. (Stubs and solutions: tests/notebooks.) */
import assert from "node:assert/strict";
import { judge } from "../../../lib/course/check.ts";
import { exercises } from "../../../lib/course/exercises/notebook_04.ts";

type Size = { nEmbd: number; nLayer: number; rank: number };
type Bits = { loss: number; tokens: number; characters: number };
type Days = { parameters: number; tokens: number; flopsPerSecond: number };
type Points = { x: number; y: number }[];

/** Exercise, the mistake, the answer that makes it, and what the verdict says of it. */
const MISTAKES: [exercise: string, mistake: string, answer: unknown, says: RegExp][] = [
  ["04.1", "always the same", (word: string) => word + "를", /withObject\("비빔밥"\)/],
  [
    "04.1",
    "a list of words",
    (word: string) => word + (/[밥떡달값]$/.test(word) ? "을" : "를"),
    /withObject\("가/,
  ],
  [
    "04.2",
    "forgets ln 2",
    ({ loss, tokens, characters }: Bits) => loss * tokens / characters,
    /expected `1`/,
  ],
  [
    "04.2",
    "the wrong way round",
    ({ loss, tokens, characters }: Bits) => loss / Math.LN2 * characters / tokens,
    /tokens: 50/,
  ],
  [
    "04.3",
    "forgets the backward pass",
    ({ parameters, tokens, flopsPerSecond }: Days) => 2 * parameters * tokens / flopsPerSecond / 86400,
    /expected/,
  ],
  [
    "04.3",
    "seconds",
    ({ parameters, tokens, flopsPerSecond }: Days) => 6 * parameters * tokens / flopsPerSecond,
    /86400/,
  ],
  [
    "04.4",
    "only two points",
    (p: Points) => -Math.log(p.at(-1)!.y / p[0].y) / Math.log(p.at(-1)!.x / p[0].x),
    /five points/,
  ],
  ["04.4", "the slope", (p: Points) => Math.log(p[1].y / p[0].y) / Math.log(p[1].x / p[0].x), /has|is/],
  [
    "04.5",
    "counts the mark",
    (ids: number[]) => ids.map((_, i) => i >= ids.indexOf(92) ? 1 : 0),
    /answerMask/,
  ],
  [
    "04.5",
    "forgets the end",
    (ids: number[]) => ids.map((id, i) => i > ids.indexOf(92) && id !== 93 ? 1 : 0),
    /answerMask/,
  ],
  ["04.6", "only A", ({ nEmbd, nLayer, rank }: Size) => nLayer * rank * 7 * nEmbd, /adapterSize/],
  ["04.6", "the whole matrices", ({ nEmbd, nLayer }: Size) => 12 * nEmbd * nEmbd * nLayer, /adapterSize/],
];

for (const [exercise, mistake, answer, says] of MISTAKES) {
  Deno.test(`exercise ${exercise}: ${mistake}`, async () => {
    const verdict = await judge(exercises[exercise], answer);
    assert.equal(verdict.kind, "wrong");
    assert.match(verdict.message, says);
  });
}
