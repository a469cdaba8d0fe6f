import assert from "node:assert/strict";
import { chanceNats, lottoDataset, printSample } from "lib/lotto";
import { numberSurprises } from "../../lib/lotto/chance_floor.ts";
import { TEXT_FORMATS } from "../../lib/lotto/text_format.ts";

Deno.test("the next number's probabilities sum to 1, wherever a ticket stands", () => {
  for (const start of [[], [1], [8, 21], [3, 5, 11, 16, 32], [1, 2, 3, 4, 40]]) {
    const last = start.at(-1) ?? 0;
    let sum = 0;
    for (let next = last + 1; next <= 45 - (5 - start.length); next++) {
      sum += Math.exp(-numberSurprises([...start, next]).at(-1)!);
    }
    assert.ok(Math.abs(sum - 1) < 1e-12, `after [${start}]: ${sum}`);
  }
});

Deno.test("the surprises of any whole ticket sum to ln C(45, 6)", () => {
  for (const ticket of [[1, 2, 3, 4, 5, 6], [40, 41, 42, 43, 44, 45], [8, 21, 23, 41, 42, 43]]) {
    const sum = numberSurprises(ticket).reduce((a, b) => a + b);
    assert.ok(Math.abs(sum - Math.log(8_145_060)) < 1e-9);
  }
});

Deno.test("chanceNats() counts prompt and tickets, in every format, and of a cut text what is there", () => {
  const ticket = Math.log(8_145_060);
  const prompt = Math.log(20) + ticket + Math.log(39);
  for (const format of TEXT_FORMATS) {
    for (const sample of lottoDataset({ seed: 1 }).take(50)) {
      if ("error" in sample.answer) throw new Error("no invalid purchase was asked for");
      const text = printSample(sample, format);
      const nats = chanceNats(text, { ticketRange: 20 });
      assert.ok(Math.abs(nats - prompt - sample.answer.ticketCount * ticket) < 1e-9);
      const first = text.slice(0, text.indexOf("]") + 1);
      assert.ok(Math.abs(chanceNats(first, { ticketRange: 20 }) - prompt - ticket) < 1e-9);
    }
  }
  assert.throws(() => chanceNats("money=1000\nwinning=1,2", { ticketRange: 20 }), /whole prompt/);
});
