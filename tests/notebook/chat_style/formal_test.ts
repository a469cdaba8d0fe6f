/** The rule that rewrites the textbook's answers in 합니다체. */
import assert from "node:assert/strict";
import { koreanQuestions } from "data";
import { isFormal, toFormal } from "lib/notebook";

Deno.test("toFormal() rewrites each answer of the textbook, and only its ending", () => {
  const answers = new Set(
    [...koreanQuestions({ facts: "train", frames: "heldOut" })].map(({ answer }) => answer),
  );
  assert.ok(answers.size > 400);
  const endings = new Set<string>();
  for (const answer of answers) {
    const formal = toFormal(answer);
    assert.ok(isFormal(formal) && !isFormal(answer), `${answer} → ${formal}`);
    const same = [...answer].findIndex((letter, i) => letter !== formal[i]);
    assert.ok(answer.length - same <= 5, `${answer} → ${formal}`);
    endings.add(`${answer.slice(same, -1)} ${formal.slice(same, -1)}`);
  }
  assert.deepEqual(
    [...endings].sort(),
    ["사요 삽니다", "살아요 삽니다", "아요 습니다", "예요 입니다", "이에요 입니다"].sort(),
  );
});

Deno.test("toFormal() rewrites 예요 after a word that ends in 이", () => {
  assert.equal(toFormal("서준이 좋아하는 음식은 떡볶이예요."), "서준이 좋아하는 음식은 떡볶이입니다.");
  assert.equal(toFormal("민지는 은하시에 살아요."), "민지는 은하시에 삽니다.");
  assert.equal(toFormal("식빵은 빵집에서 사요."), "식빵은 빵집에서 삽니다.");
});

Deno.test("toFormal() refuses a text without one of the endings", () => {
  assert.throws(() => toFormal("민지의 직업은 수의사다."), {
    name: "RangeError",
    message: /합니다체.*이에요, 예요/,
  });
  assert.throws(() => toFormal("민지의 직업은 수의사예요"), RangeError); // no full stop
});
