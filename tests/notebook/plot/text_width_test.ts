import assert from "node:assert/strict";
import { padColumns, textColumns, textWidth } from "../../../lib/notebook/plot/text_width.ts";
import { CHROMIUM, launchChromium, WHY_SKIPPED } from "../../chromium.ts";

/** How wide each kind of character is in a font at most, em; see tests/fixtures/fonts/make_widths.py. */
const fonts: Record<string, Partial<Record<"hangul" | "letters" | "hanja" | "emoji", number>>> = JSON.parse(
  await Deno.readTextFile(new URL("../../fixtures/fonts/widths.json", import.meta.url)),
);
const EXAMPLES = { hangul: "힣", letters: "ㄱ", hanja: "漢", emoji: "🧙" } as const;
const monospaced = (font: string) => font.includes("Coding");

Deno.test("textWidth() is never narrower than a common Korean font, and as wide as the widest", () => {
  for (const monospace of [false, true]) {
    const table = Object.entries(fonts).filter(([font]) =>
      monospaced(font) === monospace || fonts[font].emoji !== undefined
    );
    assert.ok(table.length >= 3);
    for (const [kind, character] of Object.entries(EXAMPLES)) {
      const widest = Math.max(...table.map(([, widths]) => widths[kind as keyof typeof EXAMPLES] ?? 0));
      const width = textWidth(character, { size: 1, monospace });
      assert.ok(width >= widest && width < widest + 0.01, `${kind}, monospace ${monospace}: ${widest}`);
    }
  }
});

Deno.test("textWidth() gives combining marks no width, nor the letters that a syllable takes in", () => {
  assert.equal(textWidth("e\u0301", { size: 10 }), textWidth("e", { size: 10 }));
  assert.equal(textWidth("한글".normalize("NFD"), { size: 10 }), textWidth("한글", { size: 10 }));
});

Deno.test("textWidth() is 0.6 em for each Latin character of a monospaced font", () => {
  assert.ok(Math.abs(textWidth("iW. ", { size: 10, monospace: true }) - 24) < 1e-9);
});

Deno.test("textWidth() is nearer to a proportional font than a count of characters", () => {
  const width = (text: string) => textWidth(text, { size: 13 });
  assert.ok(width("illicit") < width("WOMBATS") / 1.5);
});

/** Sentences as figures have them: Hangul with Latin, digits, punctuation, single letters, Hanja. */
const SENTENCES = [
  "해리는 마법사입니다",
  "손실(loss)이 3.25에서 1.07로 줄었습니다.",
  "검증 데이터의 손실, 토큰당 내트(nat)",
  "GPT-2의 어텐션 헤드 12개 → 레이어 1",
  "자음 ㄱ, ㄴ, ㄷ과 모음 ㅏ, ㅑ",
  "한자 漢字와 歷史",
  "'토큰'은 몇 개일까요? 100스텝마다 세어 보았습니다…",
  "파인튜닝 전: 42.5 %, 후: 97.1 %",
];

Deno.test({
  name: `textWidth() is at least what Chromium draws, and at most 13 % more${WHY_SKIPPED}`,
  ignore: CHROMIUM === undefined,
  async fn() {
    await using browser = await launchChromium();
    const page = await browser.newPage();
    const texts = [...SENTENCES, ...SENTENCES.map((text) => text.normalize("NFD"))];
    const { installed, widths } = await page.evaluate((texts) => {
      const context = document.createElement("canvas").getContext("2d")!;
      const font = "'Noto Sans CJK KR'";
      // Without Noto Sans CJK KR both names would give the same fallback font.
      const widthIn = (font: string, text: string) => {
        context.font = `100px ${font}`;
        return context.measureText(text).width;
      };
      const installed = ["serif", "monospace"].every((other) =>
        widthIn(`${font}, ${other}`, "iW 가") === widthIn(`${font}, sans-serif`, "iW 가")
      );
      return { installed, widths: texts.map((text) => widthIn(`${font}, sans-serif`, text)) };
    }, texts);
    // Debian's package fonts-noto-cjk has this font; without it there is nothing to compare with.
    if (!installed) return;
    texts.forEach((text, i) => {
      const estimate = textWidth(text, { size: 100 }), drawn = widths[i];
      assert.ok(
        estimate >= drawn && estimate <= 1.13 * drawn,
        `"${text}": ${estimate}, drawn ${drawn}, ratio ${estimate / drawn}`,
      );
    });
  },
});

Deno.test("textColumns() counts as a terminal does", () => {
  assert.deepEqual(["ab", "해리", "e\u0301", "🧙", "", "한".normalize("NFD")].map(textColumns), [
    2,
    4,
    1,
    2,
    0,
    2,
  ]);
});

Deno.test("padColumns() fills up to the columns of a terminal, at either side, and cuts nothing", () => {
  assert.equal(padColumns("밥", 4), "밥  ");
  assert.equal(padColumns("밥", 4, "start"), "  밥");
  assert.equal(padColumns("rice", 4), "rice");
  assert.equal(padColumns("비빔밥", 4), "비빔밥");
  for (const text of ["비빔 밥", "토크나이저", "한".normalize("NFD"), "not yet"]) {
    assert.equal(textColumns(padColumns(text, 12)), 12, text);
  }
});
