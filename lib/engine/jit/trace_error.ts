/** What cannot be compiled, with the op, its shapes and the line of the caller's code. */

/** A function cannot become one compiled program. */
export class TraceError extends Error {
  override readonly name = "TraceError";
  /** the op in question, or what was attempted */
  readonly operation: string;
  /** "file:///…/model.ts:12:5", outside of tfjs and of the engine; undefined if the stack does not say */
  readonly line: string | undefined;

  constructor(operation: string, message: string, o: { readonly cause?: unknown } = {}) {
    const line = callerLine(o.cause instanceof Error ? o.cause.stack : undefined) ??
      callerLine(new Error().stack);
    super(`${operation}: ${message}${line === undefined ? "" : `\n    at ${line}`}`, o);
    this.operation = operation;
    this.line = line;
  }
}

const HERE = new URL(".", import.meta.url).href;
const ENGINE = new URL("../tensorflow/", import.meta.url).href;

/** The innermost line of a stack that is neither tfjs's nor the engine's. */
function callerLine(stack: string | undefined): string | undefined {
  for (const frame of stack?.split("\n").slice(1) ?? []) {
    const line = /(?:\(|at )((?:file|https?|data|npm|blob):.*:\d+:\d+)\)?$/.exec(frame)?.[1];
    if (line === undefined || line.includes("/node_modules/")) continue;
    if (!line.startsWith(HERE) && !line.startsWith(ENGINE)) return line;
  }
  return undefined;
}

/** Runs `f` with stacks long enough to reach the caller's code through tfjs's own frames. */
export function withLongStacks<R>(f: () => R): R {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  try {
    return f();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Thrown at a program's first loop: another mode was wanted only as long as there is none. */
export class LoopFound extends Error {
  override readonly name = "LoopFound";
}
