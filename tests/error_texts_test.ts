import assert from "node:assert/strict";
import { errorTexts } from "./error_texts.ts";

Deno.test("errorTexts() finds choices, constants, returned texts, and what a class of errors adds", async () => {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(
    file,
    `
    const ADVICE = "give another";
    class TrainError extends Error {
      constructor(step: number, found: string) {
        super(\`at step \${step} \${found}\`);
      }
    }
    function what(value: unknown) {
      return value === null ? "nothing" : String(value);
    }
    export function check(n: number, name: string) {
      if (n < 0) throw new RangeError(\`check: \${name} is \${what(n)}; \` + ADVICE);
      if (n > 9) throw new TrainError(n + 1, \`the loss is \${n}\`);
      return new Deno.errors.NotFound(n === 1 ? "one is missing" : "all are missing");
    }`,
  );
  try {
    const found = errorTexts([file]).map(({ text, phrases }) => [
      text.map((part) => part ?? "{}").join(""),
      phrases.join(),
    ]);
    assert.deepEqual(found, [
      ["check: {} is nothing; give another", "nothing"],
      ["check: {} is {}; give another", ""],
      ["at step {} the loss is {}", ""],
      ["one is missing", "one is missing"],
      ["all are missing", "all are missing"],
    ]);
  } finally {
    await Deno.remove(file);
  }
});
