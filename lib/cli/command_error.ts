/**
 * A failure that a reader of the course can act on: what failed, and what to do next.
 *
 * Anything else that is thrown is a fault of ours and is printed with its stack.
 */
export class CommandError extends Error {
  override readonly name = "CommandError";
  /** What to do next, in one or more whole sentences. */
  readonly next: string;

  constructor(what: string, o: { next: string; cause?: unknown }) {
    super(what, { cause: o.cause });
    this.next = o.next;
  }
}

/** The error, its causes and what to do, as lines for the terminal. */
export function describeError(error: unknown): string {
  if (!(error instanceof CommandError)) {
    return error instanceof Error ? error.stack ?? error.message : String(error);
  }
  const causes: string[] = [];
  for (let cause = error.cause; cause != null; cause = cause instanceof Error ? cause.cause : undefined) {
    causes.push(`  because: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  return [`course: ${error.message}`, ...causes, `  next: ${error.next}`].join("\n");
}
