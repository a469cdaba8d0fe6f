/**
 * Checks of notebook 07, the improved lottery GPT: accumulation, forced hits, the tail's loss, running matches, long
 * division, the next number's distribution, and the token accuracy that whole answers need.
 */
import { BLOG_FORCED_HITS, noWinProbability, type Ticket } from "../../lotto/mod.ts";
import { nextNumberDistribution } from "../../lotto/scratchpad/mod.ts";
import { expectClose, expectEqual } from "./expect.ts";
import { longDivision, runningMatches, type Step, weightedTail } from "./drawn_07.ts";

type Accumulate = (means: readonly number[], counts: readonly number[]) => number;

async function checkAccumulate(bigMean: Accumulate): Promise<string> {
  const test = (means: number[], counts: number[], hint: string) => {
    const expected = means.reduce((sum, m, i) => sum + m * counts[i], 0) / counts.reduce((a, b) => a + b, 0);
    return expectClose(bigMean(means, counts), expected, {
      what: `bigMean([${means}], [${counts}])`,
      hint,
      tolerance: 1e-6,
    });
  };
  await test([2, 4], [10, 10], "Equally many tokens: the plain mean, 3.");
  await test(
    [2, 4],
    [30, 10],
    "Three quarters of the tokens have the mean 2. Weight each mean by its count.",
  );
  await test([1, 5, 3], [0, 4, 4], "A part without counted tokens must not change the result.");
  return "right: parts of any size give the mean of the whole batch";
}

async function checkForcedHits(noWin: (tickets: number, probability: number) => number): Promise<string> {
  const p = BLOG_FORCED_HITS.probability;
  const hints: readonly [tickets: number, probability: number, hint: string][] = [
    [1, 0, "Nothing forced: as in notebook 06."],
    [1, 1, "Always forced: something always wins."],
    [8, p, "No ticket wins if no hit was forced and no ticket won by chance."],
  ];
  for (const [tickets, probability, hint] of hints) {
    await expectClose(noWin(tickets, probability), (1 - probability) * noWinProbability(tickets), {
      what: `noWinForced(${tickets}, ${probability})`,
      hint,
      tolerance: 1e-6,
    });
  }
  for (let tickets = 1; tickets <= 20; tickets++) {
    await expectClose(noWin(tickets, 0.5), 0.5 * noWinProbability(tickets), {
      what: `noWinForced(${tickets}, 0.5)`,
      hint: "Half of the time nothing is forced; then all tickets must lose by chance.",
      tolerance: 1e-6,
    });
  }
  return `right: at 8 tickets ${(100 * (1 - p) * noWinProbability(8)).toFixed(0)} % instead of ` +
    `${(100 * noWinProbability(8)).toFixed(0)} % of the samples have nothing to count`;
}

type TailLoss = (losses: readonly number[], tail: number, weight: number) => number;

async function checkTailLoss(tailLoss: TailLoss): Promise<string> {
  const test = async (losses: number[], tail: number, weight: number, hint: string) => {
    const shown = losses.length > 9 ? `${losses[0]}, …, ${losses.at(-1)}` : losses;
    await expectClose(tailLoss(losses, tail, weight), weightedTail(losses, tail, weight), {
      what: `tailLoss([${shown}], ${tail}, ${weight})`,
      hint,
      tolerance: 1e-6,
    });
  };
  await test(
    [1, 1, 1, 1],
    2,
    5,
    "All tokens have the loss 1, so their weighted mean is 1: divide by the sum of the weights.",
  );
  await test([0, 0, 0, 3], 1, 5, "One 3 with the weight 5, three 0 with the weight 1: 15 / 8.");
  await test([4, 2, 0], 0, 5, "No tail: the plain mean, 2.");
  await test([4, 2], 4, 5, "A tail longer than the sample is the whole sample: the plain mean, 3.");
  const losses = Array.from({ length: 400 }, (_, i) => i < 290 ? 0.2 : 0.5);
  await test(losses, 110, 5, "As in the blog: the last 110 tokens count five times.");
  const share = (weight: number) => 110 * weight * 0.5 / (290 * 0.2 + 110 * weight * 0.5);
  return `right: of 400 tokens, the last 110 make ${(100 * share(1)).toFixed(0)} % of such a loss with ` +
    `the weight 1 and ${(100 * share(5)).toFixed(0)} % with the weight 5`;
}

async function checkNextNumber(nextNumber: (index: number, previous: number) => number[]): Promise<string> {
  const test = async (index: number, previous: number, hint: string) => {
    await expectClose(nextNumber(index, previous), nextNumberDistribution(index, previous), {
      what: `nextNumber(${index}, ${previous})`,
      hint,
      tolerance: 1e-6,
    });
  };
  await test(5, 44, "After 44 the last number can only be 45.");
  await test(5, 40, "The last of the six: 41 to 45, equally likely.");
  await test(4, 42, "After 43 two numbers can follow, after 44 one: 2/3 and 1/3.");
  await test(0, 0, "The first number: C(45 − x, 5) tickets begin with x, of C(45, 6).");
  return "right: these exact probabilities are the model's training targets";
}

function checkMatches(
  matches: (ticket: Ticket, winning: readonly number[], bonus: number) => string[],
): string {
  const test = (ticket: Ticket, winning: Ticket, bonus: number, hint: string) =>
    expectEqual(matches(ticket, winning, bonus), runningMatches(ticket, winning, bonus), {
      what: `running([${ticket}], [${winning}], ${bonus})`,
      hint,
    });
  const winning = [1, 2, 3, 4, 5, 6];
  test([8, 21, 23, 41, 42, 43], winning, 7, "Nothing matches: six times m0.");
  test([1, 3, 5, 14, 22, 45], winning, 7, "m1, m2, m3, then m3 to the end.");
  test([1, 2, 3, 4, 5, 7], winning, 7, "At the bonus number the count stays and a b is added: m5b.");
  test([7, 11, 30, 40, 42, 43], winning, 7, "The bonus number first: m0b, and the b stays.");
  return "right: each token follows from the one before and one comparison";
}

function checkDivision(divide: (digits: readonly number[], divisor: number) => Step[]): string {
  const test = (digits: number[], divisor: number, hint: string) =>
    expectEqual(divide(digits, divisor), longDivision(digits, divisor), {
      what: `longDivision([${digits}], ${divisor})`,
      hint,
    });
  test([8, 4], 2, "8 / 2 = 4, remainder 0; 4 / 2 = 2.");
  test([5, 0], 8, "5 / 8 = 0, remainder 5; then 50 / 8 = 6, remainder 2.");
  test([0, 0], 3, "Zeros are digits like any other.");
  return "right: as at school, one digit at a time";
}

async function checkNeeded(tokenAccuracy: (share: number, tokens: number) => number): Promise<string> {
  for (const [share, tokens] of [[0.25, 2], [0.5, 1], [0.999, 200], [0.4596, 300]]) {
    await expectClose(tokenAccuracy(share, tokens), share ** (1 / tokens), {
      what: `tokenAccuracy(${share}, ${tokens})`,
      hint: "All tokens are right with probability p · p · … = pⁿ. Solve for p.",
      tolerance: 1e-6,
    });
  }
  return `right: 99.9 % of programs of 200 tokens need ${(100 * 0.999 ** (1 / 200)).toFixed(5)} % of the ` +
    "tokens";
}

export const exercises = {
  "07.1": checkAccumulate,
  "07.2": checkForcedHits,
  "07.3": checkTailLoss,
  "07.4": checkMatches,
  "07.5": checkDivision,
  "07.6": checkNextNumber,
  "07.7": checkNeeded,
};
