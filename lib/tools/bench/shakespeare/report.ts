/** The result of repro:shakespeare in words: the losses of each side, their means, and how far these can be trusted. */
import { meanDifference, type MeanInterval, meanInterval } from "../../../statistics/mod.ts";
import { textTable } from "../report.ts";
import { type ReproRow, type Side, SIDES } from "./rows.ts";

interface Comparison {
  readonly sides: Readonly<Partial<Record<Side, MeanInterval>>>;
  /** Ours − nanoGPT's, where both have at least two seeds. */
  readonly difference: MeanInterval | null;
  /** False only where the whole interval of the difference is above 0: ours is worse. */
  readonly isLevel: boolean;
}

export function compareSides(rows: readonly ReproRow[]): Comparison {
  const losses = (side: Side) => rows.filter((row) => row.side === side).map((row) => row.validationLoss);
  const sides = SIDES.filter((side) => losses(side).length > 0);
  const both = SIDES.every((side) => losses(side).length > 1);
  const difference = both ? meanDifference(losses("ours"), losses("nanoGPT")) : null;
  return {
    sides: Object.fromEntries(sides.map((side) => [side, meanInterval(losses(side))])),
    difference,
    isLevel: difference?.low == null || difference.low <= 0,
  };
}

/** A table: a line for each side, the losses by seed, the mean with its 95 % interval. */
export function formatComparison(rows: readonly ReproRow[]): string {
  const { sides, difference, isLevel } = compareSides(rows);
  const seeds = [...new Set(rows.map((row) => row.seed))].sort((a, b) => a - b);
  const loss = (side: Side, seed: number) =>
    rows.find((row) => row.side === side && row.seed === seed)?.validationLoss.toFixed(4) ?? "–";
  const body = SIDES.flatMap((side) =>
    sides[side] ? [[side, ...seeds.map((seed) => loss(side, seed)), words(sides[side])]] : []
  );
  if (difference) {
    const verdict = isLevel ? (difference.high! < 0 ? "ours is better" : "level") : "OURS IS WORSE";
    body.push(["ours − nanoGPT", ...seeds.map(() => "–"), `${words(difference)}: ${verdict}`]);
  }
  const header = ["", ...seeds.map((seed) => `seed ${seed}`), "mean (95 % interval)"];
  return textTable("Validation loss, nats per character over the whole validation split", header, body);
}

function words({ mean, low, high }: MeanInterval): string {
  return low === null || high === null
    ? `${mean.toFixed(4)} (one seed has no interval)`
    : `${mean.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`;
}
