import assert from "node:assert/strict";
import { TEXTS } from "../../../../lib/tools/site/play/texts.ts";
import { inKorean } from "../../../korean.ts";

/** The texts of all parts; functions with values that no message has. */
function allTexts(texts: object): string[] {
  return Object.keys(texts).flatMap((name) => {
    const text = texts[name as keyof typeof texts] as unknown;
    if (typeof text === "string") return [text];
    if (typeof text !== "function") return allTexts(text as object);
    const values = { first: 7, perSecond: 8, tokens: 9, engine: "e", token: "t", head: "h", list: "l" };
    const more = { text: "x", model: "m", drawn: "d", parameters: 5, megabytes: 6, float32: 3, float16: 4 };
    return [
      text.length === 1 && ["speed", "looks", "looksNowhere", "candidate", "size", "loss"].includes(name)
        ? text({ ...values, ...more })
        : text("11", "12"),
    ];
  });
}

Deno.test("every text of the pages with models has a Korean one; names stay", () => {
  assert.ok(allTexts(TEXTS).includes("Try the models"));
  return inKorean(() => {
    const untranslated = allTexts(TEXTS).filter((text) => !/[가-힣]/.test(text));
    assert.deepEqual(untranslated, ["WebGPU", "WebAssembly"]);
    assert.equal(
      TEXTS.lotto.looks({ token: "n3 (8)", head: TEXTS.shared.layer(2, 1), list: "n4 (9) 51 %" }),
      "2층, 헤드 1, n3 (8)에서 주목하는 토큰: n4 (9) 51 %",
    );
    assert.equal(TEXTS.tokenizer.count(2, 5), "5바이트가 토큰 2개: 토큰 하나에 2.5바이트");
    assert.equal(TEXTS.tokenizer.count(0, 0), "0바이트가 토큰 0개");
  });
});
