/**
 * Checks of notebook 05, the Korean corpus: particles, bits per character, training time, the exponent of a power law,
 * the mask of an answer-only loss, the number of an adapter's weights.
 */
import { chooseParticles } from "../../../data/korean_textbook/particles.ts";
import { encodeChat } from "../../corpora/mod.ts";
import { countParams, initBlock, initLoRA, LORA_DEFAULTS, seed } from "../../nn/mod.ts";
import { fitPowerLaw } from "../../statistics/mod.ts";
import { expectClose, expectEqual } from "./expect.ts";

function checkObject(withObject: (word: string) => string): string {
  const cases: readonly [word: string, hint: string][] = [
    ["김치찌개", "개 ends in a vowel: 를."],
    ["비빔밥", "밥 ends in ㅂ, a final consonant: 을."],
    ["호떡", "Look at the last syllable only."],
    ["파", "One syllable is a word, too."],
    ["달", "ㄹ is a final consonant like any other here; it is an exception only for 으로/로."],
    ["값", "Two consonants at the end are a final consonant as well."],
  ];
  for (const [word, hint] of cases) {
    expectEqual(withObject(word), chooseParticles(`${word}을/를`), { what: `withObject("${word}")`, hint });
  }
  for (let code = 0xac00; code <= 0xd7a3; code += 13) {
    const word = `가${String.fromCodePoint(code)}`;
    const hint = "A syllable's code is 0xAC00 + 28 · (index of its first consonant and vowel) + its final.";
    expectEqual(withObject(word), chooseParticles(`${word}을/를`), { what: `withObject("${word}")`, hint });
  }
  return "right, for 860 syllables, without a list of words";
}

async function checkBits(
  bitsPerCharacter: (o: { loss: number; tokens: number; characters: number }) => number,
): Promise<string> {
  const cases: readonly [loss: number, tokens: number, characters: number, bits: number, hint: string][] = [
    [Math.LN2, 100, 100, 1, "ln 2 nats are one bit."],
    [Math.LN2, 50, 100, 0.5, "Half as many tokens as characters: each character costs half a token."],
    [2 * Math.LN2, 300, 100, 6, "Total bits are loss / ln 2 · tokens; divide by the characters."],
    [0, 7, 9, 0, "No surprise, no bits."],
  ];
  for (const [loss, tokens, characters, bits, hint] of cases) {
    const given = { loss, tokens, characters };
    const what = `bitsPerCharacter({ loss: ${loss.toFixed(3)}, tokens: ${tokens}, characters: ` +
      `${characters} })`;
    await expectClose(bitsPerCharacter(given), bits, { what, hint });
  }
  return "right: nats to bits, then tokens to characters";
}

async function checkDays(
  daysToTrain: (o: { parameters: number; tokens: number; flopsPerSecond: number }) => number,
): Promise<string> {
  const day = 86_400;
  const cases: readonly [parameters: number, tokens: number, flopsPerSecond: number, hint: string][] = [
    [1, day, 6, "Six operations for each parameter and token: 2 forward, 4 backward."],
    [
      1e6,
      2e7,
      1e11,
      "6 · parameters · tokens, divided by the operations a second, is in seconds; a day has 86,400.",
    ],
    [331e6, 200e9, 4e14, "Nothing changes for large numbers: no rounding."],
  ];
  for (const [parameters, tokens, flopsPerSecond, hint] of cases) {
    const what =
      `daysToTrain({ parameters: ${parameters}, tokens: ${tokens}, flopsPerSecond: ${flopsPerSecond} })`;
    const expected = 6 * parameters * tokens / flopsPerSecond / day;
    await expectClose(daysToTrain({ parameters, tokens, flopsPerSecond }), expected, {
      what,
      hint,
      tolerance: 1e-8,
    });
  }
  return "right: this is the 6 N D of the section";
}

async function checkExponent(
  exponentOf: (points: readonly { x: number; y: number }[]) => number,
): Promise<string> {
  const exact = [1, 10, 1000].map((x) => ({ x, y: 5 * x ** -0.3 }));
  const what = "exponentOf(points of 5 · x^-0.3)";
  await expectClose(exponentOf(exact), 0.3, {
    what,
    hint: "The slope of ln y against ln x is -0.3; the exponent is its negative.",
  });
  const bent = [{ x: 1, y: 8 }, { x: 4, y: 5 }, { x: 9, y: 5 }, { x: 70, y: 2 }, { x: 90, y: 3 }];
  await expectClose(exponentOf(bent), fitPowerLaw(bent).exponent, {
    what: "exponentOf(five points with scatter)",
    hint: "Use all points: Σ (u - ū)(v - v̄) / Σ (u - ū)², with u = ln x and v = ln y.",
  });
  return "right: the same exponent as fitPowerLaw";
}

function checkMask(
  answerMask: (ids: readonly number[], marks: { assistant: number; end: number }) => readonly number[],
): string {
  const specials = { "<|system|>": 90, "<|user|>": 91, "<|assistant|>": 92, "<|end|>": 93 };
  const tokenizer = {
    specials: new Map(Object.entries(specials)),
    encode: (text: string) => [...text].map(Number),
  };
  const user = (text: string) => ({ role: "user", text }) as const;
  const assistant = (text: string) => ({ role: "assistant", text }) as const;
  const cases: readonly [messages: Parameters<typeof encodeChat>[1], hint: string][] = [
    [
      [user("12"), assistant("34")],
      "The answer counts, and the <|end|> after it: without that the model never stops.",
    ],
    [
      [user("12"), assistant("3")],
      "Not the mark <|assistant|> itself: the template writes it, not the model.",
    ],
    [
      [user("1"), assistant("2"), user("3"), assistant("45")],
      "After the answer's <|end|> the user speaks again: nothing counts until the next <|assistant|>.",
    ],
    [[{ role: "system", text: "7" }, user("1"), assistant("")], "An empty answer is one token: its <|end|>."],
  ];
  for (const [messages, hint] of cases) {
    const { ids, answer } = encodeChat(tokenizer, messages);
    expectEqual(answerMask([...ids], { assistant: 92, end: 93 }), [...answer], {
      what: `answerMask([${ids.join(", ")}], { assistant: 92, end: 93 })`,
      hint,
    });
  }
  return "right: the model learns to answer and to stop, not to ask";
}

function checkAdapterSize(
  adapterSize: (o: { nEmbd: number; nLayer: number; rank: number }) => number,
): string {
  for (const [nEmbd, nLayer, rank] of [[8, 1, 1], [8, 1, 2], [16, 2, 2], [12, 3, 4]]) {
    const base = { h: Array.from({ length: nLayer }, () => initBlock({ width: nEmbd }, seed(1))) };
    const adapter = initLoRA(base, { config: { ...LORA_DEFAULTS, rank }, seed: seed(2) });
    expectEqual(adapterSize({ nEmbd, nLayer, rank }), countParams(adapter), {
      what: `adapterSize({ nEmbd: ${nEmbd}, nLayer: ${nLayer}, rank: ${rank} })`,
      hint: "A is (nIn, rank) and B (rank, nOut). Four matrices a layer: C to 3C, C to C, C to 4C, 4C to C.",
    });
  }
  return "right: it grows linearly with the width, the matrices grow with its square";
}

export const exercises = {
  "05.1": checkObject,
  "05.2": checkBits,
  "05.3": checkDays,
  "05.4": checkExponent,
  "05.5": checkMask,
  "05.6": checkAdapterSize,
};
