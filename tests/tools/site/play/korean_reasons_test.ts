/** What the lottery's page says about a wrong answer, in Korean. */
import assert from "node:assert/strict";
import { translate } from "../../../../lib/language.ts";
import { gradeAnswer } from "../../../../lib/lotto/grade_answer.ts";
import { inKorean } from "../../../korean.ts";

const purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
const zeros =
  "티켓수=1\n구매번호:\n[1,2,3,40,41,42]\n3개일치=0\n4개일치=0\n5개일치=0\n5개보너스일치=0\n6개일치=0\n수익률=1.0%";

Deno.test("every reason of the grader has a Korean text", () =>
  inKorean(() => {
    const answers = [
      zeros,
      zeros.replace("티켓수=1", "티켓수=2"),
      zeros.replace("티켓수=1\n", ""),
      zeros.replace("구매번호:\n", ""),
      zeros.replace("[1,2,3,40,41,42]\n", ""),
      zeros.replace("[1,2,3,", "[1,1,3,"),
      zeros.replace("[1,2,3,", "1,2,3,"),
      zeros.replace("4개일치=0\n", ""),
      zeros.replace("수익률=1.0%", ""),
    ];
    for (const answer of answers) {
      const { reasons } = gradeAnswer(purchase, answer);
      assert.ok(reasons.length > 0, answer);
      for (const reason of reasons.flatMap((one) => one.split("; "))) {
        assert.notEqual(translate(reason), reason);
        assert.doesNotMatch(translate(reason), /\b(expected|got|line|no|paid)\b/);
      }
    }
    const [reason] = gradeAnswer({ ...purchase, money: 1500 }, zeros).reasons;
    assert.notEqual(translate(reason), reason);
  }));
