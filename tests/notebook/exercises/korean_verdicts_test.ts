/**
 * Verdicts in Korean: of the solutions, and of the mistakes that readers make (mistakes_NN.ts), for each notebook whose
 * messages are translated.
 */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { translate } from "../../../lib/language.ts";
import { judge } from "../../../lib/notebook/exercises/check.ts";
import { NOTEBOOK_EXERCISES } from "../../../lib/notebook/exercises/registry.ts";
import { showVerdict } from "../../../lib/notebook/exercises/verdict.ts";
import { assertKorean, inKorean, missingKorean } from "../../korean.ts";
import { skipIf } from "../../skip.ts";
import type { Mistakes } from "./mistakes_test.ts";
import { readSolutions } from "./solutions.ts";

/** An error of the answer keeps the words of JavaScript or of TensorFlow.js. */
const OWN_ERROR = /(?<=^코드가 오류로 끝났습니다: )[^]*$|Operands could not be broadcast.*$/;

for (const [number, load] of Object.entries(NOTEBOOK_EXERCISES)) {
  Deno.test({
    ...skipIf(`notebook ${number}: verdicts and hints are Korean, without holes`, missingKorean(number)),
    fn: () =>
      inKorean(async () => {
        await tf.setBackend("cpu");
        const { mistakes }: { mistakes: Mistakes } = await import(`./mistakes_${number}.ts`);
        const { exercises } = await load!();
        const solutions = await readSolutions(number);
        const missing: string[] = [];
        for (const id of Object.keys(exercises)) {
          const answers = [solutions.get(id), ...mistakes[id].map(([, answer]) => answer)];
          for (const answer of answers) {
            const { kind, message, hint } = await judge(exercises[id], answer);
            for (const text of [message, ...(hint ? [hint] : [])]) {
              try {
                assertKorean(translate(text).replace(OWN_ERROR, ""), `${id}, ${kind}`);
              } catch (error) {
                missing.push((error as Error).message);
              }
            }
          }
        }
        assert.deepEqual([...new Set(missing)], []);
      }),
  });
}

Deno.test("a verdict's own words are Korean", () =>
  inKorean(() => {
    const verdict = showVerdict({
      id: "01.3",
      kind: "wrong",
      message: "`f(x)` is `3`, expected `2`",
      hint: "x",
    });
    const shown = Reflect.get(verdict, Symbol.for("Jupyter.display"))();
    assert.equal(shown["text/plain"], "✗ 01.3 · `f(x)`의 값은 `3`, 기대한 값은 `2`입니다\n힌트: x");
    assert.match(shown["text/html"], /<code>f\(x\)<\/code>의 값은 .*<em>힌트:<\/em> x/);
  }));
