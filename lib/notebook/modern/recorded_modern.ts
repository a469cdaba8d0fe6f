/** The recorded comparison of notebook 11 (`deno task experiments:modern`), read for tables and charts. */
import { type MeanInterval, meanInterval } from "../../statistics/mod.ts";
import { translate } from "../../language.ts";
import { recordedRows } from "../results.ts";
import { MODERN_CORPORA, type ModernCorpusName } from "./modern_corpora.ts";
import { MODERN_RECIPE, type ModernMeasurement } from "./modern_run.ts";
import { MODERN_VARIANTS, type ModernVariant } from "./modern_variants.ts";

/** A recorded training. */
export interface ModernRow extends ModernMeasurement {
  readonly corpus: ModernCorpusName;
  readonly variant: string;
  readonly seed: number;
  /** Highest learning rate. */
  readonly peak: number;
  /** Of the clock, training and measuring. */
  readonly seconds: number;
}

/** The seeds of the comparison, fixed before the first run. */
export const MODERN_SEEDS: readonly number[] = [1, 2, 3];

export interface RecordedModern {
  /** Rows at the recipe's learning rate, with the comparison's seeds. */
  readonly rows: readonly ModernRow[];
  /** Rows on another seed or at another rate: the choice of the learning rate. */
  readonly others: readonly ModernRow[];
  /** Command, date, machine, and how many runs of the comparison are recorded. */
  readonly said: string;
  /** For each corpus the variants with seeds that are not recorded: "rotary (2, 3)". */
  readonly missing: Readonly<Record<ModernCorpusName, readonly string[]>>;
}

/** Reads assets/results/modern.json; without the file there are no rows. @param folder default: assets/results */
export function recordedModern(folder?: URL): RecordedModern {
  const { rows: all, said } = recordedRows<ModernRow>("modern", folder);
  const isOfComparison = ({ seed, peak }: ModernRow) =>
    MODERN_SEEDS.includes(seed) && peak === MODERN_RECIPE.peak;
  const rows = all.filter(isOfComparison);
  const wanted = MODERN_CORPORA.length * MODERN_VARIANTS.length * MODERN_SEEDS.length;
  return {
    rows,
    others: all.filter((row) => !isOfComparison(row)),
    said: all.length === 0 ? said : `${said} · ${translate(`${rows.length} of ${wanted} runs recorded`)}`,
    missing: missingIn(rows),
  };
}

function missingIn(rows: readonly ModernRow[]): RecordedModern["missing"] {
  const of = (corpus: ModernCorpusName) =>
    MODERN_VARIANTS.flatMap(({ name }) => {
      const seeds = MODERN_SEEDS.filter((seed) =>
        !rows.some((row) => row.corpus === corpus && row.variant === name && row.seed === seed)
      );
      return seeds.length === 0 ? [] : [`${name} (${seeds.join(", ")})`];
    });
  return { english: of("english"), korean: of("korean") };
}

/** One variant on one corpus, over the seeds that are recorded. */
export interface ModernSummary {
  readonly variant: ModernVariant;
  readonly corpus: ModernCorpusName;
  readonly seeds: readonly number[];
  readonly parameters: number;
  readonly bitsPerByte: MeanInterval;
  /**
   * Bits per byte minus the reference's, seed by seed: both had the same windows, so their difference varies less than
   * either. Null for the reference itself. Below 0: better.
   */
  readonly difference: MeanInterval | null;
  readonly tokensPerCpuSecond: MeanInterval;
  readonly cacheBytesPerToken: number;
}

/**
 * Means over the seeds, with 95 % intervals, in the order of {@link MODERN_VARIANTS}. Variants without a row are left out.
 *
 * @param o `reference`: the variant whose bits per byte are subtracted, default "gpt2"; `variants`: default all
 */
export function summariseModern(
  rows: readonly ModernRow[],
  o: {
    readonly corpus: ModernCorpusName;
    readonly reference?: string;
    readonly variants?: readonly string[];
  },
): ModernSummary[] {
  const { corpus, reference = "gpt2" } = o;
  const of = (name: string) => rows.filter((row) => row.corpus === corpus && row.variant === name);
  const references = new Map(of(reference).map((row) => [row.seed, row]));
  return MODERN_VARIANTS
    .filter(({ name }) => o.variants?.includes(name) ?? true)
    .flatMap((variant) => {
      const own = of(variant.name);
      if (own.length === 0) return [];
      const pairs = own.filter(({ seed }) => references.has(seed));
      const differences = pairs.map((row) => row.bitsPerByte - references.get(row.seed)!.bitsPerByte);
      return [{
        variant,
        corpus,
        seeds: own.map(({ seed }) => seed),
        parameters: own[0].parameters,
        bitsPerByte: meanInterval(own.map((row) => row.bitsPerByte)),
        difference: variant.name === reference || pairs.length === 0 ? null : meanInterval(differences),
        tokensPerCpuSecond: meanInterval(own.map((row) => row.tokensPerCpuSecond)),
        cacheBytesPerToken: own[0].cacheBytesPerToken,
      }];
    });
}

/**
 * What a difference in bits per byte shows: "lower" (better) or "higher" where its whole 95 % interval is on one side of 0,
 * "not shown" where the interval contains 0 or there is one seed only.
 */
export function effectOf({ low, high }: MeanInterval): string {
  if (low === null || high === null) return translate("not shown");
  return translate(high < 0 ? "lower" : low > 0 ? "higher" : "not shown");
}
