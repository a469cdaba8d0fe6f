/** The recorded rows of notebook 12's models, summed up over their seeds. */
import { meanInterval } from "../../statistics/mod.ts";
import { readResult } from "../results.ts";
import type { VariantRow } from "./run_variant.ts";
import { VARIANTS } from "./variants.ts";

interface RecordedVariant {
  /** The row of the first seed: what does not depend on the seed. */
  readonly row: VariantRow;
  readonly seeds: number;
  /** Mean and 95 % interval of the mean over seeds, such as "1.516 ± 0.012"; without interval for one seed. */
  readonly bitsPerByte: string;
  /** The busiest expert's share as a multiple of an equal share, mean over layers and seeds; null without experts. */
  readonly busiest: number | null;
  /** Mean over seeds; see VariantRow. */
  readonly dropped: number | null;
}

/** The models of a group in the order of VARIANTS, those that are recorded; `said`: command, date and machine. */
export function recordedVariants(
  group: VariantRow["group"],
): { readonly variants: readonly RecordedVariant[]; readonly said: string } {
  const result = readResult("deepseek");
  if (!result) return { variants: [], said: "deepseek is not recorded yet" };
  const rows = result.rows as unknown as readonly VariantRow[];
  const names = VARIANTS.filter((variant) => variant.group === group).map(({ name }) => name);
  const variants = names.map((name) => rows.filter((row) => row.name === name)).filter((rows) =>
    rows.length > 0
  );
  const { command, date, machine } = result;
  return {
    variants: variants.map(summary),
    said: `${command} · ${date} · ${machine.cpu}, ${machine.cores} ${machine.cores === 1 ? "core" : "cores"}`,
  };
}

function summary(rows: readonly VariantRow[]): RecordedVariant {
  const bits = rows.map((row) => row.bitsPerByte);
  const { mean, low, high } = meanInterval(bits);
  const layers = rows.flatMap(({ loads }) => loads);
  const meanOf = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
  return {
    row: rows[0],
    seeds: rows.length,
    bitsPerByte: low === null || high === null
      ? mean.toFixed(3)
      : `${mean.toFixed(3)} ± ${((high - low) / 2).toFixed(3)}`,
    busiest: meanOf(layers.map((loads) => Math.max(...loads) * loads.length)),
    dropped: meanOf(rows.flatMap(({ dropped }) => dropped === null ? [] : [dropped])),
  };
}
