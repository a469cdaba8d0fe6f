import assert from "node:assert/strict";
import { checkOutputs, compareOutputs, spelledNumbers } from "../../../lib/tools/korean/check_outputs.ts";
import { code, notebookOf } from "./sample.ts";

Deno.test("other numbers in the outputs are named, in any order of words", () => {
  assert.equal(compareOutputs("loss 2.31 at step 10", "10스텝에서 손실 2.31"), undefined);
  assert.match(
    compareOutputs("loss 2.31 at step 10", "10스텝에서 손실 2.32")!,
    /shows other numbers than the English run: 10 2\.31 there, 10 2\.32 here/,
  );
  assert.match(compareOutputs("a 1\nb 2", "가 1 나 3")!, /1 2 there, 1 3 here/);
});

Deno.test("a line with a time, a rate or memory is left out; the others are compared", () => {
  for (
    const line of [
      "took 3.1 s",
      "412 tokens/s",
      "12 ms",
      "1.5 GB",
      "computes on the CPU with 2 cores",
      "2.0 × faster",
    ]
  ) {
    assert.equal(compareOutputs(`${line}\nloss 1`, "9.9초\n손실 1"), undefined, line);
    assert.match(compareOutputs(`${line}\nloss 1`, "9.9초\n손실 2")!, /in the line "손실 2"/, line);
  }
});

Deno.test("a number that Korean writes with digits and English in words is no difference", () => {
  const spelled = spelledNumbers({
    "always zeros": "늘 0만",
    "{0} of nine tenths": "90 %의 {0}",
    "a 7": "7 가",
  });
  assert.deepEqual([...spelled], ["0", "90"]);
  assert.equal(compareOutputs("zeros: 12", "0만: 12", spelled), undefined);
  assert.match(compareOutputs("zeros: 12", "0만: 13", spelled)!, /12 there, 0 13 here/);
  assert.match(compareOutputs("zeros: 0", "7", spelled)!, /0 there, 7 here/);
});

Deno.test("only cells with outputs in both notebooks are compared, by their ids", () => {
  const english = notebookOf(code("a", "x", "1"), code("b", "y", "2"), code("c", "z", "3"));
  const korean = notebookOf(code("b", "y", "7"), code("a", "x"), code("c", "z", "3"));
  assert.deepEqual(checkOutputs(english, korean).map(({ cell }) => cell), ["b"]);
});

Deno.test("a table is compared without the columns whose head has a unit of time or memory", () => {
  const table = (head: string, ms: number, loss: number) =>
    `${head}\n─────  ──────────  ─────\neager  ${ms}  ${loss}\nxla  ${ms / 2}  ${loss}`;
  const english = table("mode   a step, ms   loss", 12, 2.5);
  assert.equal(compareOutputs(english, table("방식  한 스텝(ms)  손실", 48, 2.5)), undefined);
  assert.match(compareOutputs(english, table("방식  한 스텝(ms)  손실", 48, 2.6))!, /2\.5 there, 2\.6 here/);
});
