/** References and drawn inputs of notebook 05's exercises; see drawn_inputs.ts. */
import { chooseParticles } from "../../../data/korean_textbook/particles.ts";
import { fitPowerLaw } from "../../statistics/mod.ts";
import { drawnCases, list, real, type TryDrawn } from "./drawn_inputs.ts";

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "05.1": drawnCases({
    call: "withObject",
    inputs: (random): [string] => [
      list(1 + random.below(4), () => String.fromCharCode(0xac00 + random.below(11_172))).join(""),
    ],
    reference: (word) => chooseParticles(`${word}을/를`),
    hint: "The last syllable's final decides: (code − 0xAC00) % 28 is 0 where there is none.",
  }),
  "05.2": drawnCases({
    call: "bitsPerCharacter",
    inputs: (random): [{ loss: number; tokens: number; characters: number }] => [
      { loss: real(random, 0, 10), tokens: 1 + random.below(900), characters: 1 + random.below(900) },
    ],
    reference: ({ loss, tokens, characters }) => loss * tokens / characters / Math.LN2,
    hint: "What does the whole text cost, in bits? Spread that over its characters, and do not round.",
    tolerance: 1e-6,
  }),
  "05.3": drawnCases({
    call: "daysToTrain",
    inputs: (random): [{ parameters: number; tokens: number; flopsPerSecond: number }] => [{
      parameters: 1e6 * (1 + random.below(500)),
      tokens: 1e9 * (1 + random.below(20)),
      flopsPerSecond: 1e12 * (1 + random.below(400)),
    }],
    reference: ({ parameters, tokens, flopsPerSecond }) => 6 * parameters * tokens / flopsPerSecond / 86_400,
    hint: "First all operations, then seconds, then days. Nothing is rounded.",
    tolerance: 1e-6,
  }),
  "05.4": drawnCases({
    call: "exponentOf",
    inputs: (random): [{ x: number; y: number }[]] => [
      random.choose(list(50, (i) => i + 1), 3 + random.below(6)).map((x) => ({ x, y: real(random, 0.1, 9) })),
    ],
    reference: (points) => fitPowerLaw(points).exponent,
    hint: "Least squares over all points: −Σ (u − ū)(v − v̄) / Σ (u − ū)², with u = ln x and v = ln y.",
    tolerance: 1e-6,
  }),
  "05.5": drawnCases({
    call: "answerMask",
    inputs: (random): [number[], { assistant: number; end: number }] => {
      const [assistant, user, end] = random.choose(list(90, (i) => 10 + i), 3);
      const text = () => list(random.below(4), () => random.below(10));
      const turn = () => [user, ...text(), end, assistant, ...text(), end];
      const whole = [...(random.chance(0.3) ? text() : []), ...list(1 + random.below(3), turn).flat()];
      return [whole.slice(0, whole.length - random.below(3)), { assistant, end }];
    },
    reference: (ids, { assistant, end }) =>
      ids.map((_, i) => {
        const last = Math.max(ids.lastIndexOf(assistant, i - 1), ids.lastIndexOf(end, i - 1));
        return i > 0 && last >= 0 && ids[last] === assistant ? 1 : 0;
      }),
    hint: "A token counts where the last mark before it is the assistant's.",
  }),
  "05.6": drawnCases({
    call: "adapterSize",
    inputs: (random): [{ nEmbd: number; nLayer: number; rank: number }] => [
      { nEmbd: 1 + random.below(900), nLayer: 1 + random.below(30), rank: 1 + random.below(64) },
    ],
    reference: ({ nEmbd, nLayer, rank }) => nLayer * rank * 16 * nEmbd,
    hint: "rank · (inputs + outputs) for each of the four matrices of every layer.",
  }),
};
