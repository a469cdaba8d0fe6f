/** Other tests of a trained lotto model than its table's: other numbers of tickets, every token sampled. */
import type { SampleOptions } from "../../gpt/mod.ts";
import type { MeasureOptions } from "../../lotto/experiments/measure_lotto.ts";
import type { ExperimentRow } from "../../lotto/experiments/experiment_row.ts";

/** Most tickets of a training purchase; the scratchpad cannot write more. */
const MOST_TICKETS = 20;

/** Leaves out the tests that a variant does not change or cannot have: labels for given tickets are always greedy. */
const GIVEN_TICKETS = { greedy: 0, rigged: 0, balanced: 0 } as const;

interface TestVariant {
  /** Options for `measureLotto` that differ from the table's. */
  readonly measure: Partial<MeasureOptions>;
  readonly sampling: SampleOptions | undefined;
  rowName(experiment: string): string;
  /** The row under the variant's name. */
  rename(row: ExperimentRow): ExperimentRow;
}

/**
 * The variant that these flags ask for; without flags, the table's own test.
 *
 * @param o.tickets such as "21-30". Beyond 20 only natural prompts are tested: labels for given tickets would need a
 *   scratchpad of that length.
 * @param o.temperatureAll all tokens are sampled at temperature 1, not only the tickets' numbers
 * @throws {RangeError} when `tickets` is no such range
 */
export function testVariant(
  o: { readonly tickets?: string; readonly temperatureAll: boolean },
): TestVariant {
  const tickets = o.tickets === undefined ? undefined : range(o.tickets);
  const names = [
    ...tickets ? [`tickets-${tickets.min}-${tickets.max}`] : [],
    ...o.temperatureAll ? ["temperature-all"] : [],
  ];
  const says = [
    ...tickets ? [`purchases of ${tickets.min} to ${tickets.max} tickets`] : [],
    ...o.temperatureAll ? ["every token sampled at temperature 1"] : [],
  ];
  const beyond = tickets && tickets.max > MOST_TICKETS;
  const rowName = (experiment: string) => [experiment, ...names].join("-");
  return {
    rowName,
    measure: {
      ...tickets ? { tickets } : {},
      ...beyond ? { ...GIVEN_TICKETS, frequent: 0, invalid: 0 } : {},
      ...o.temperatureAll ? GIVEN_TICKETS : {},
    },
    sampling: o.temperatureAll ? { temperature: 1, sampleOnly: undefined } : undefined,
    rename: (row) =>
      names.length === 0
        ? row
        : { ...row, name: rowName(row.name), what: `${row.what}; tested on ${says.join(", ")}` },
  };
}

/** The experiment of a row's name, without a variant: "final" for "final-tickets-21-30". */
export function experimentOf(name: string): string {
  return name.replace(/(-tickets-\d+-\d+)?(-temperature-all)?$/, "");
}

function range(text: string): { min: number; max: number } {
  const [, min, max] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  const tickets = { min: Number(min), max: Number(max) };
  if (tickets.min >= 1 && tickets.max >= tickets.min && tickets.max <= 99) return tickets;
  throw new RangeError(`experiments:lotto: --tickets takes a range such as 21-30, up to 99, got "${text}"`);
}
