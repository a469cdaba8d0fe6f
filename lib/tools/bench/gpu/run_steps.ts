/**
 * Runs the measurements of `./course gpu` one after the other, so that nothing measured is lost.
 *
 * Each row is saved when it comes. A step has a limit of time: its own seconds, and those that the steps before it left
 * over, so all steps together keep to the sum. A stop (Ctrl-C) or a failure ends one step, and what it has measured stays.
 * A later run with the same versions skips the steps that are done, and those whose time was up.
 */

export type Row = Readonly<Record<string, unknown>>;

export interface GPUStep {
  readonly name: string;
  /** what it measures, for the terminal */
  readonly about: string;
  /** its share of the time; what it does not use is for the steps after it */
  readonly seconds: number;
  /** Measures; yields rows as they come. After `signal` it ends soon, by an error or a return, or it is left alone. */
  readonly measure: (signal: AbortSignal) => AsyncIterable<Row>;
}

/** How a step ended; it is the last row of the step. */
export interface StepEnd {
  readonly step: string;
  readonly status: "done" | "time is up" | "stopped" | "failed" | "skipped";
  readonly seconds: number;
  /** why it did not end as "done" */
  readonly reason?: string;
}

/** Thrown by a step that this device cannot have; the message is the reason. */
export class SkipStep extends Error {
  override readonly name = "SkipStep";
}

/** Whether the step needs no other run: it is done, or its time was up on this device. */
function isMeasured(rows: readonly Row[], step: string): boolean {
  return rows.some((row) => row.step === step && (row.status === "done" || row.status === "time is up"));
}

/** Whether a step was not begun, was stopped, or failed. */
export function isPartial(rows: readonly Row[], steps: readonly Pick<GPUStep, "name">[]): boolean {
  const isSkipped = (name: string) => rows.some((row) => row.step === name && row.status === "skipped");
  return steps.some(({ name }) => !isMeasured(rows, name) && !isSkipped(name));
}

/** An error without its stack: that has paths of this machine, and records are sent to others. */
function brief(message: string): string {
  const lines = message.split("\n").map((line) => line.replace("Uncaught (in promise) ", ""));
  return lines.filter((line) => line.trim() !== "" && !/^\s|file:\/\//.test(line)).slice(0, 4).join(" ");
}

/** A worker that Ctrl-C has ended may be noticed before the signal itself. */
const SIGNAL_MS = 300;
/** A step that still runs so long after its signal is left alone: a GPU that hangs never returns. */
const GRACE_MS = 3000;

/**
 * Runs the steps in order.
 *
 * @param o.rows rows of an earlier run; steps that are measured in them are not run again
 * @param o.signal ends the step that runs, and no other begins
 * @param o.save receives all rows so far, after each row
 * @param o.onStart receives the step and its limit in seconds
 * @param o.graceMs how long after its signal a step may still run
 * @param o.now a clock, ms
 * @returns all rows: for each step its own, with `step`, then a {@link StepEnd}
 */
export async function runSteps(
  steps: readonly GPUStep[],
  o: {
    readonly rows: readonly Row[];
    readonly signal: AbortSignal;
    readonly save: (rows: readonly Row[]) => void;
    readonly onStart?: (step: GPUStep, limit: number) => void;
    readonly onRow?: (row: Row) => void;
    readonly onEnd?: (end: StepEnd) => void;
    readonly graceMs?: number;
    readonly now?: () => number;
  },
): Promise<Row[]> {
  const { graceMs = GRACE_MS, now = () => performance.now() } = o;
  const isDone = (name: string) => isMeasured(o.rows, name);
  const ofStep = (name: string) => o.rows.filter((row) => row.step === name);
  let rows: Row[] = steps.flatMap(({ name }) => isDone(name) ? ofStep(name) : []);
  let spare = 0;
  for (const step of steps) {
    if (isDone(step.name)) continue;
    if (o.signal.aborted) break;
    const limit = step.seconds + spare;
    o.onStart?.(step, limit);
    const start = now();
    const timeIsUp = new AbortController();
    const timer = setTimeout(() => timeIsUp.abort(), 1000 * limit);
    const signal = AbortSignal.any([o.signal, timeIsUp.signal]);
    const add = (row: Row) => {
      rows = [...rows, { step: step.name, ...row }];
      o.save(rows);
    };
    const endsAs = (status: StepEnd["status"], reason?: string) => {
      const seconds = Math.round((now() - start) / 100) / 10;
      const end: StepEnd = { step: step.name, status, seconds, ...(reason ? { reason } : {}) };
      add({ ...end });
      o.onEnd?.(end);
    };
    const endsEarly = () =>
      o.signal.aborted
        ? endsAs("stopped", "by the user")
        : endsAs("time is up", `it takes longer than ${limit} s on this device`);
    try {
      for await (const row of untilSignal(step.measure(signal), signal, graceMs)) {
        add(row);
        o.onRow?.(row);
        if (signal.aborted) break;
      }
      if (signal.aborted) endsEarly();
      else endsAs("done");
    } catch (error) {
      const { message } = error as Error, isSkipped = error instanceof SkipStep;
      if (!signal.aborted && !isSkipped) await new Promise((resolve) => setTimeout(resolve, SIGNAL_MS));
      if (signal.aborted) endsEarly();
      else endsAs(isSkipped ? "skipped" : "failed", brief(message));
    } finally {
      clearTimeout(timer);
      spare = Math.max(0, Math.floor(limit - (now() - start) / 1000));
    }
  }
  return rows;
}

/**
 * A part of a step with a limit of its own: after it comes a note, and the step goes on with its other parts.
 *
 * @param o.measure as that of a step
 * @throws what `measure` throws, unless the part's limit ended it
 */
export async function* part(
  name: string,
  o: {
    readonly seconds: number;
    readonly signal: AbortSignal;
    readonly measure: (signal: AbortSignal) => AsyncIterable<Row>;
  },
): AsyncGenerator<Row> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), 1000 * o.seconds); // AbortSignal.timeout would keep the process alive
  try {
    yield* o.measure(AbortSignal.any([o.signal, limit.signal]));
  } catch (error) {
    if (!limit.signal.aborted || o.signal.aborted) throw error;
    yield { note: `${name} is left out: it takes longer than ${o.seconds} s on this device` };
  } finally {
    clearTimeout(timer);
  }
}

/** The rows until `graceMs` after the signal; a source that hangs is not waited for any longer. */
async function* untilSignal(rows: AsyncIterable<Row>, signal: AbortSignal, graceMs: number) {
  const source = rows[Symbol.asyncIterator]();
  const isOver = Promise.withResolvers<IteratorResult<Row>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onAbort = () => timer = setTimeout(() => isOver.resolve({ done: true, value: undefined }), graceMs);
  signal.addEventListener("abort", onAbort);
  try {
    while (true) {
      const { done, value } = await Promise.race([source.next(), isOver.promise]);
      if (done) return;
      yield value;
    }
  } finally {
    await Promise.race([source.return?.().catch(() => {}), isOver.promise]);
    signal.removeEventListener("abort", onAbort);
    clearTimeout(timer);
  }
}
