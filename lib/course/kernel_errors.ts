/**
 * Errors in cells: the kernel shows an error's stack and nothing else, so its causes are written into the stack.
 */

/** What V8 hands to `Error.prepareStackTrace`: one object per frame, of which only the text is used here. */
type Frame = { toString(): string };

const deepest = 8;

/** The error and its frames, then "caused by:" and the same for each cause. */
export function formatStack(error: Error, frames: readonly Frame[]): string {
  const head = describeError(error);
  const own = [head, ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return own + formatCauses(error, 0);
}

/** "\ncaused by: …" for each error behind this one; "" when there is none. */
function formatCauses(error: Error, depth: number): string {
  if (depth >= deepest) return "";
  const inner: [string, unknown][] = [];
  if (error.cause !== undefined) inner.push(["caused by", error.cause]);
  if (error instanceof AggregateError) {
    inner.push(...error.errors.map((e): [string, unknown] => ["one of", e]));
  }
  return inner.map(([label, value]) => {
    if (!(value instanceof Error)) return `\n${label}: ${Deno.inspect(value)}`;
    const stack = value.stack ?? describeError(value);
    // A stack made while ours was in force ends with its own causes already.
    const known = stack.includes("\ncaused by: ") || stack.includes("\none of: ");
    return `\n${label}: ${stack}${known ? "" : formatCauses(value, depth + 1)}`;
  }).join("");
}

function describeError(error: Error): string {
  try {
    return String(error);
  } catch {
    return error.name;
  }
}

/** Makes the stacks of errors include their causes; `seen` is told of each error whose stack is read first. */
export function showCauses(seen: (error: Error) => void): void {
  Error.prepareStackTrace = (error, frames) => {
    seen(error);
    return formatStack(error, frames);
  };
}

/** Prints rejections that nobody handles; the kernel would pass over them in silence. */
export function showUnhandledRejections(): void {
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    const { reason } = event;
    const text = reason instanceof Error ? reason.stack ?? String(reason) : Deno.inspect(reason);
    console.error(`A promise was rejected and nothing handled it:\n${text}`);
  });
}
