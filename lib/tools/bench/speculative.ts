/**
 * Speculative decoding of one text, ours beside plain generation, by acceptance rate.
 *
 * The weights are random, and the guesses are the right tokens, each replaced by a wrong one with a given rate. So the row
 * says what a rate of acceptance is worth at this size; which rate a guesser reaches depends on model and text.
 */
import { type BenchEngine, inTurns, type Turns } from "./engines.ts";
import { median } from "../../statistics/mod.ts";
import type { BenchShape } from "./shapes.ts";

export interface SpeculativeRow {
  readonly kind: "speculative";
  readonly shape: string;
  readonly engine: string;
  /** Guesses for one pass. */
  readonly guesses: number;
  /** Share of right guesses. */
  readonly rate: number;
  readonly tokensPerPass: number;
  readonly tokensPerSecond: number;
  readonly plainTokensPerSecond: number;
  readonly ratioToPlain: number;
}

const GUESSES = 4;
const RATES = [0.5, 0.8];

/** @throws {Error} where the guesses change the text */
export async function benchSpeculative(
  shape: BenchShape,
  { engine, tokens = 128, ...turns }: Turns & { readonly engine: BenchEngine; readonly tokens?: number },
): Promise<SpeculativeRow[]> {
  const rows: SpeculativeRow[] = [];
  for (const rate of RATES) {
    const command = { command: "speculate", tokens, count: GUESSES, rate };
    const plainSpeeds: number[] = [];
    let tokensPerPass = 0;
    const [measured] = await inTurns([engine], {
      ...turns,
      what: `${shape.name} speculative, ${rate} right`,
      shape,
      warmUp: (worker) => worker.request(command),
      round: async (worker) => {
        const reply = await worker.request(command);
        if (!reply.isSame) {
          throw new Error(`speculative decoding of ${shape.name}: another text than without guesses`);
        }
        plainSpeeds.push(tokens / (reply.plainSeconds as number[])[0]);
        tokensPerPass = tokens / (reply.passes as number);
        return { speeds: [tokens / (reply.seconds as number[])[0]], reply };
      },
    });
    const plainTokensPerSecond = median(plainSpeeds);
    rows.push({
      ...{
        kind: "speculative",
        shape: shape.name,
        engine: engine.name,
        guesses: GUESSES,
        rate,
        tokensPerPass,
      },
      ...{ tokensPerSecond: measured.speed, plainTokensPerSecond },
      ratioToPlain: measured.speed / plainTokensPerSecond,
    });
  }
  return rows;
}
