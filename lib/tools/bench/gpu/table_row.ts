/** The row of the table of devices in lib/tools/README.md, from the rows of `./course gpu`. */
import type { RecordedResult } from "../../../notebook/results.ts";
import type { Row } from "./run_steps.ts";

/** Columns of that table. */
export const DEVICE_COLUMNS = [
  "device",
  "numbers",
  "training 12.3 M, tokens/s",
  "sampling 12.3 M, tokens/s",
  "× PyTorch, training",
  "04 at `full`, tokens/s",
  "record",
] as const;

const NOT_MEASURED = "–";
const whole = (value: unknown) =>
  typeof value === "number" ? Math.round(value).toLocaleString("en-US") : NOT_MEASURED;

/**
 * A row of Markdown. What was not measured is a dash; "right" needs the self-test and parity.
 *
 * @param result the record, with the rows of `runSteps`
 * @param device the device's line without memory, such as "CUDA: NVIDIA GeForce RTX 4060"
 */
export function deviceRow(result: Pick<RecordedResult, "name" | "rows">, device: string): string {
  const of = (step: string) => result.rows.filter((row) => row.step === step);
  const speed = (kind: string) =>
    of("speed").filter((row) => row.kind === kind && row.shape === "12.3M" && isOurs(row.engine))
      .toSorted((a, b) => Number(b.tokensPerSecond) - Number(a.tokensPerSecond)).at(0);
  const training = speed("training");
  const ratio = training?.ratioToPyTorch;
  const isOnProcessor = of("speed").some(({ engine }) =>
    /^PyTorch .* on the processor$/.test(String(engine))
  );
  return `| ${
    [
      device,
      numbers(of("self-test"), of("parity")),
      whole(training?.tokensPerSecond),
      whole(speed("sampling")?.tokensPerSecond),
      typeof ratio === "number"
        ? `${ratio.toFixed(2)}${isOnProcessor ? " (on the processor)" : ""}`
        : NOT_MEASURED,
      whole(of("04 full").find((row) => "tokensPerSecond" in row)?.tokensPerSecond),
      `[${result.name}](assets/results/${result.name}.json)`,
    ].join(" | ")
  } |`;
}

/** Whether an engine of this name, which a row has as `engine`, is ours. */
export const isOurs = (engine: unknown): boolean => String(engine).startsWith("ours");

function numbers(selfTest: readonly Row[], parity: readonly Row[]): string {
  const tested = selfTest.find((row) => "ops" in row), compared = parity.filter((row) => "isRight" in row);
  if (tested && tested.wrong !== 0) return `wrong: ${tested.wrong} of ${tested.ops} ops`;
  if (compared.some((row) => !row.isRight)) return "wrong: they differ from the processor's";
  const isCompared = parity.some((row) => row.status === "done");
  return tested && isCompared ? "right" : NOT_MEASURED;
}
