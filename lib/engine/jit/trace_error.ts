/** The errors of a trace. They name the op, its shapes and the line of the caller's code. */

/** A function cannot be compiled. */
export class TraceError extends Error {
  override readonly name = "TraceError";
  /** the op in question, or what was attempted */
  readonly operation: string;
  /** the line of the caller's code, such as "file:///…/model.ts:12:5"; undefined if the stack has none */
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

/** The innermost line of a stack that is neither in tfjs nor in the engine. */
function callerLine(stack: string | undefined): string | undefined {
  for (const frame of stack?.split("\n").slice(1) ?? []) {
    const line = /(?:\(|at )((?:file|https?|data|npm|blob):.*:\d+:\d+)\)?$/.exec(frame)?.[1];
    if (line === undefined || line.includes("/node_modules/")) continue;
    if (!line.startsWith(HERE) && !line.startsWith(ENGINE)) return line;
  }
  return undefined;
}

/** Runs `f` with stacks long enough to reach the caller's code below the frames of tfjs. */
export function withLongStacks<R>(f: () => R): R {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  try {
    return f();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Thrown when a loop is found and the default mode of loops is another one (mode.ts): jit traces again. */
export class LoopFound extends Error {
  override readonly name = "LoopFound";
}
