import assert from "node:assert/strict";
import { draws, gradeAnswer } from "lib/lotto";
import { oneTicket, purchase, samples, text } from "./grader_samples.ts";

Deno.test("the grader never throws, whatever the text", () => {
  for (const sample of samples.slice(0, 60)) {
    const whole = text(sample);
    for (let end = 0; end < whole.length; end++) gradeAnswer(sample.purchase, whole.slice(0, end));
  }
  for (
    const odd of [
      "\n\n\n",
      "[",
      "티켓수=9999999999999999999999\n구매번호:\n[1]",
      "수익률=%",
      "\0",
      "🎲".repeat(999),
    ]
  ) {
    assert.equal(gradeAnswer(samples[0].purchase, odd).ok, false);
  }
});

Deno.test("the grader never throws and never hangs: texts put together from pieces of answers and from odd ones", () => {
  const pieces = [
    ..."0123456789+-.=,%[]() \t\r\n３０\0\u2028\ufeff",
    ...[
      "티켓수=",
      "구매번호:",
      "수익률=",
      "3개일치",
      "5개보너스일치=",
      "</OUT>",
      "[ERROR]",
      "###",
      "\ud800",
      "1e999",
      "NaN",
    ],
    ...["9".repeat(20), "1".repeat(999), "-0", "0x10", "Infinity", "000", " = "],
  ];
  for (let i = 0; i < 3000; i++) {
    const random = draws(7, i);
    const lines = oneTicket().split("\n");
    for (let n = 1 + random.below(4); n > 0; n--) {
      const at = random.below(lines.length), line = lines[at], cut = random.below(line.length + 1);
      const piece = pieces[random.below(pieces.length)];
      lines[at] = line.slice(0, cut) + piece + line.slice(random.chance(0.5) ? cut : cut + 1);
    }
    const text = lines.join("\n");
    for (const rateFrom of ["counts", "tickets"] as const) {
      const { ok, errors, reasons } = gradeAnswer(purchase, text, { rateFrom });
      assert.equal(ok, errors.length === 0);
      assert.equal(reasons.length, errors.length);
    }
  }
  const long = 3_000_000;
  for (
    const text of [
      oneTicket({ ticket: "1,".repeat(long) + "1" }),
      oneTicket({ ticket: "1".repeat(long) }),
      oneTicket({ threes: "9".repeat(long) }),
      oneTicket({ threes: " ".repeat(long) + "x" }),
      oneTicket({ rate: "0".repeat(long) }),
      oneTicket().replace("3개일치", "3개일치" + " ".repeat(long)),
      oneTicket().replace("3개일치", "3개일치" + "(".repeat(long)),
      "[".repeat(long),
      "\n".repeat(long),
    ]
  ) {
    assert.equal(gradeAnswer(purchase, text).ok, false);
  }
});
