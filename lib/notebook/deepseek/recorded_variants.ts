/** The recorded rows of notebook 12's models, summed up over their seeds. */
import { meanInterval } from "../../statistics/mod.ts";
import { recordedRows } from "../results.ts";
import type { VariantRow } from "./run_variant.ts";
import { VARIANTS } from "./variants.ts";

interface RecordedVariant {
  /** The row of the first seed: what does not depend on the seed. */
  readonly row: VariantRow;
  readonly seeds: number;
  /** Mean and 95 % interval of the mean over seeds, such as "1.516 ± 0.012"; without interval for one seed. */
  readonly bitsPerByte: string;
  /**
   * Mean and interval of the differences from the group's first model, seed by seed, because rows of one seed see the same
   * batches; positive is worse. "–" for the first model itself.
   */
  readonly difference: string;
  /** The busiest expert's share as a multiple of an equal share, mean over layers and seeds; null without experts. */
  readonly busiest: number | null;
  /** Mean over seeds; see VariantRow. */
  readonly dropped: number | null;
}

/** The models of a group in the order of VARIANTS, those that are recorded; `said`: command, date and machine. */
export function recordedVariants(
  group: VariantRow["group"],
): { readonly variants: readonly RecordedVariant[]; readonly said: string } {
  const { rows, said } = recordedRows<VariantRow>("deepseek");
  const names = VARIANTS.filter((variant) => variant.group === group).map(({ name }) => name);
  const variants = names.map((name) => rows.filter((row) => row.name === name)).filter((rows) =>
    rows.length > 0
  );
  return { variants: variants.map((rows) => summary(rows, variants[0])), said };
}

function summary(rows: readonly VariantRow[], first: readonly VariantRow[]): RecordedVariant {
  const bits = rows.map((row) => row.bitsPerByte);
  const differences = rows.flatMap((row) =>
    first.filter(({ seed }) => seed === row.seed).map(({ bitsPerByte }) => row.bitsPerByte - bitsPerByte)
  );
  const layers = rows.flatMap(({ loads }) => loads);
  const meanOf = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
  return {
    row: rows[0],
    seeds: rows.length,
    bitsPerByte: withInterval(bits),
    difference: rows === first || differences.length === 0 ? "–" : signed(withInterval(differences)),
    busiest: meanOf(layers.map((loads) => Math.max(...loads) * loads.length)),
    dropped: meanOf(rows.flatMap(({ dropped }) => dropped === null ? [] : [dropped])),
  };
}

const signed = (text: string) => text.startsWith("-") ? text.replace("-", "−") : `+${text}`;

/** The mean with the half width of its 95 % interval, such as "1.516 ± 0.012"; the mean alone for one value. */
function withInterval(values: readonly number[]): string {
  const { mean, low, high } = meanInterval(values);
  return low === null || high === null
    ? mean.toFixed(3)
    : `${mean.toFixed(3)} ± ${((high - low) / 2).toFixed(3)}`;
}
