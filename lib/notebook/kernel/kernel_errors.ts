/**
 * Errors in cells, as a reader should see them.
 *
 * The kernel shows an error's stack and nothing else, so its causes are written into the stack; of a thrown value that
 * is no Error it shows `String(value)`, "[object Object]", which is replaced by what the value holds; and it says
 * nothing of errors that no code catches (promises, timers, listeners), so they are printed.
 *
 * One thing cannot be shown from here: a cell whose value is a text with half of a surrogate pair, such as "😀"[0]. The
 * kernel fails before it calls any JavaScript, with an "Unknown error" (lib/tools/cli/execute.ts explains it).
 */

/** What V8 hands to `Error.prepareStackTrace`: one object per frame, of which only the text is used here. */
type Frame = { toString(): string };

const deepest = 8;

/** The error and its frames, then "caused by:" and the same for each cause. */
function formatStack(error: Error, frames: readonly Frame[]): string {
  const head = describeError(error);
  const own = [head, ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return (own + formatCauses(error, [error])).toWellFormed();
}

/** "\ncaused by: …" for each error behind the last of `shown`; "" when there is none. */
function formatCauses(error: Error, shown: readonly Error[]): string {
  if (shown.length > deepest) return "";
  const inner: [string, unknown][] = [];
  if (error.cause !== undefined) inner.push(["caused by", error.cause]);
  if (error instanceof AggregateError) {
    inner.push(...error.errors.map((e): [string, unknown] => ["one of", e]));
  }
  return inner.map(([label, value]) => {
    if (!(value instanceof Error)) return `\n${label}: ${Deno.inspect(value)}`;
    if (shown.includes(value)) return `\n${label}: ${describeError(value)} (shown above)`;
    const stack = value.stack ?? describeError(value);
    // A stack made while ours was in force ends with its own causes already.
    const known = stack.includes("\ncaused by: ") || stack.includes("\none of: ");
    return `\n${label}: ${stack}${known ? "" : formatCauses(value, [...shown, value])}`;
  }).join("");
}

function describeError(error: Error): string {
  try {
    return String(error);
  } catch {
    return error.name;
  }
}

let printsUncaught = false;

/**
 * Makes the stacks of errors include their causes, thrown values that are no Errors show what they hold, and errors
 * that nothing catches appear. `seen` is told of each error whose stack is read first. Calling it again replaces `seen`.
 */
export function showErrors(seen: (error: Error) => void = () => {}): void {
  if (!printsUncaught) printUncaught();
  printsUncaught = true;
  Error.prepareStackTrace = (error, frames) => {
    seen(error);
    // The kernel cannot pass on half of a surrogate pair, and would show no error at all.
    if (typeof error.message === "string" && !error.message.isWellFormed()) {
      Object.defineProperty(error, "message", {
        value: error.message.toWellFormed(),
        configurable: true,
        writable: true,
      });
    }
    return formatStack(error, frames);
  };
  Object.defineProperty(Object.prototype, Symbol.toPrimitive, {
    configurable: true,
    writable: true,
    value: toPrimitive,
  });
}

/** What JavaScript does where an object has no `Symbol.toPrimitive`; but the kernel is told what the object holds. */
function toPrimitive(this: object, hint: string): unknown {
  const order = hint === "string" ? ["toString", "valueOf"] : ["valueOf", "toString"];
  for (const name of order) {
    const convert = Reflect.get(this, name);
    const value = typeof convert === "function" ? convert.call(this) : this;
    if ((typeof value === "object" && value !== null) || typeof value === "function") continue;
    // Texts such as "[object Object]" are rare: only they pay for the look at the stack.
    return typeof value === "string" && value.includes("[object ") && kernelAsks()
      ? Deno.inspect(this).toWellFormed()
      : value;
  }
  throw new TypeError("Cannot convert object to primitive value");
}

/**
 * Where the pinned kernel's own function asks for the text of what a cell threw: line and column of `String(object)` in
 * it. That function has no name and nobody calls it but the kernel. tests/kernel would notice another Deno's.
 */
const KERNEL_ASKS = "<anonymous>:9:31";

/** Whether the kernel, and not the reader's code, converts an object to text. */
function kernelAsks(): boolean {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_, frames) => frames;
  Error.stackTraceLimit = 5;
  const frames = new Error().stack as unknown as readonly Frame[];
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  // kernelAsks, toPrimitive, String, and the kernel's function as the outermost.
  return frames.length === 4 && String(frames[2]).startsWith("String ") && String(frames[3]) === KERNEL_ASKS;
}

/** Prints errors that nothing catches: those of promises, timers and listeners. */
function printUncaught(): void {
  const print = (what: string, error: unknown) => {
    const text = error instanceof Error ? error.stack ?? String(error) : Deno.inspect(error);
    console.error(`${what}:\n${text}`);
  };
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    print("A promise was rejected and nothing handled it", event.reason);
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    print("An error was thrown and nothing caught it", event.error ?? event.message);
  });
}
