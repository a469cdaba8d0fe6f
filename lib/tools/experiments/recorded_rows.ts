/** A result of many trainings: each row is saved as it ends, and a later run goes on with those that are missing. */
import type { Device } from "../../engine/device/mod.ts";
import { readResult, type RecordedResult, recordResult } from "../../notebook/results.ts";
import { measuredOn } from "../bench/measured_on.ts";

interface RowsOptions<Row> {
  /** Of the result, and of the task `experiments:NAME`. */
  readonly name: string;
  readonly device: Device;
  /** Whether rows are read and saved; otherwise each training runs and nothing is kept. */
  readonly record: boolean;
  /** What the result says that recorded it. Default: the task with --record. */
  readonly command?: string;
  /** The order of the saved rows. Default: as they end. */
  readonly compare?: (a: Row, b: Row) => number;
  /** Default assets/results. */
  readonly folder?: URL;
}

export class RecordedRows<Row extends object> {
  #since = performance.now();

  constructor(private readonly o: RowsOptions<Row>) {}

  /** Whether a row with these values is saved already. */
  has(key: Partial<Row>): boolean {
    const { name, record, folder } = this.o;
    const rows = record ? readResult(name, folder)?.rows ?? [] : [];
    return rows.some((row) => Object.entries(key).every(([field, value]) => row[field] === value));
  }

  /** Saves a row, and adds the time since the one before to the result's minutes. */
  add(row: Row): void {
    const { name, device, record, command, compare, folder } = this.o;
    const minutes = (performance.now() - this.#since) / 60_000;
    this.#since = performance.now();
    if (!record) return;
    const earlier = readResult(name, folder);
    const rows = [...(earlier?.rows ?? []) as unknown as Row[], row];
    recordResult({
      name,
      command: command ?? `deno task experiments:${name} --record`,
      ...measuredOn(device),
      seed: 1,
      minutes: Math.round(10 * ((earlier?.minutes ?? 0) + minutes)) / 10,
      rows: (compare ? rows.sort(compare) : rows) as unknown as RecordedResult["rows"],
    }, folder);
  }
}
