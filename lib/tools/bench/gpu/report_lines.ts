/** What `./course gpu` says while it measures: a line for each step, row and end. The record has all numbers. */
import { formatBytes } from "../../../statistics/format.ts";
import type { GPUStep, Row, StepEnd } from "./run_steps.ts";
import { isOurs } from "./table_row.ts";

const whole = (value: unknown) => Math.round(Number(value)).toLocaleString("en-US");
/** Two digits: "0", "3.6e-6", "0.012". */
const small = (value: unknown) => {
  const number = Number(value);
  return number !== 0 && Math.abs(number) < 1e-3 ? number.toExponential(1) : String(+number.toPrecision(2));
};
const ofMemory = (of: unknown) => of === "GPU" ? "the GPU's memory" : "the process's memory";
const signed = (text: string) => text.startsWith("-") ? text : `+${text}`;

/** By the field that only this kind of row has; the first that fits. */
const TEXTS: readonly (readonly [field: string, text: (row: Row) => string])[] = [
  ["op", ({ op, wrong }) => `wrong result of ${op}: ${wrong}`],
  [
    "ops",
    ({ ops, wrong, largestDifference }) =>
      `${ops} operations, ${wrong} wrong; largest relative difference ${small(largestDifference)}`,
  ],
  [
    "isRight",
    ({ mode, isRight, logits, gradients, losses, sameTokens }) =>
      `${mode}: ${isRight ? "right" : "WRONG"}; differences: logits ${small(logits)}, gradients ${
        small(gradients)
      }, losses ${small(losses)}; ${whole(100 * Number(sameTokens))} % of the text is the same`,
  ],
  [
    "tensors",
    ({ steps, tensors, bytes, memoryOf }) =>
      `after ${whole(steps)} more steps: ${signed(String(tensors))} tensors, ${
        signed(formatBytes(Number(bytes)))
      } of ${ofMemory(memoryOf)}`,
  ],
  [
    "secondsPerStep",
    ({ secondsPerStep, estimatedTokensPerSecond, memoryBytes, memoryOf, bytesByArithmetic }) =>
      `estimate: ${small(secondsPerStep)} s a step, ${whole(estimatedTokensPerSecond)} tokens/s; ${
        formatBytes(Number(memoryBytes))
      } of ${ofMemory(memoryOf)}, by arithmetic ${formatBytes(Number(bytesByArithmetic))}`,
  ],
  [
    "tookSeconds",
    ({ steps, tookSeconds, estimatedSeconds, firstLoss, lastLoss }) =>
      `${steps} steps took ${whole(tookSeconds)} s, estimated ${whole(estimatedSeconds)} s; loss ${
        Number(firstLoss).toFixed(2)
      } to ${Number(lastLoss).toFixed(2)}`,
  ],
  [
    "shapeClass",
    ({ shape, what, shapeClass, mode, fused, tokensPerSecond }) =>
      `${shape} ${what}, ${shapeClass}, ${mode}${fused ? "" : " without fused kernels"}: ${
        whole(tokensPerSecond)
      } tokens/s`,
  ],
  ["tuning", ({ tuning }) => `kept in .course/tuning.json: ${JSON.stringify(tuning)}`],
  ["gigaflops", ({ engine, gigaflops }) => `matrix products, ${engine}: ${whole(gigaflops)} GFLOP/s`],
  [
    "tokensPerSecond",
    ({ shape, kind, engine, tokensPerSecond, ratioToPyTorch }) =>
      `${shape} ${kind}, ${engine}: ${whole(tokensPerSecond)} tokens/s${
        isOurs(engine) && typeof ratioToPyTorch === "number" ? `, ${ratioToPyTorch.toFixed(2)} × PyTorch` : ""
      }`,
  ],
  [
    "compiledSeconds",
    ({ compiledSeconds }) => `the first numbers were there after ${whole(compiledSeconds)} s`,
  ],
  ["pytorch", ({ pytorch }) => `beside PyTorch ${pytorch}`],
  ["note", ({ note }) => String(note)],
  [
    "complete",
    ({ passed, failed, complete }) =>
      `${whole(passed)} passed, ${whole(failed)} failed${complete ? "" : "; not all were run"}`,
  ],
];

/** The line; undefined for a row that has none. */
export function rowText(row: Row): string | undefined {
  return TEXTS.find(([field]) => field in row)?.[1](row);
}

/** Whether the row shows that something computed wrong. */
export function showsFault({ isRight, wrong, failed }: Row): boolean {
  return isRight === false || Boolean(wrong) || Number(failed ?? 0) > 0;
}

/** The shapes that the processor trains faster than this GPU; none where it was not measured beside it. */
export function fasterOnProcessor(rows: readonly Row[]): string[] {
  const training = rows.filter(({ step, kind }) => step === "speed" && kind === "training");
  return [...Map.groupBy(training, ({ shape }) => String(shape))].flatMap(([shape, ofShape]) => {
    const speed = (of: (engine: unknown) => boolean) =>
      Math.max(
        ...ofShape.filter(({ engine }) => of(engine)).map(({ tokensPerSecond }) => Number(tokensPerSecond)),
      );
    return speed((engine) => engine === "processor") > speed(isOurs) ? [shape] : [];
  });
}

/** For `measureGPU`: prints each step, what it found, and how it ended. */
export function reportLines(print: (line: string) => void) {
  return {
    onStart: ({ name, about }: GPUStep, limit: number) => print(`${name}: ${about} (at most ${limit} s)`),
    onRow: (row: Row) => {
      const text = rowText(row);
      if (text !== undefined) print(`  ${text}`);
    },
    onEnd: ({ status, seconds, reason }: StepEnd) =>
      print(`  ${status} after ${seconds} s${reason ? `: ${reason}` : ""}`),
  };
}
