/**
 * Makes errors in cells readable.
 *
 * - The kernel shows only an error's stack, so the causes are added to the stack.
 * - For a thrown value that is not an Error it shows `String(value)`, "[object Object]"; this is replaced by the value's
 *   contents.
 * - A name that nothing defines gets a line about what to run: after a restart the kernel knows no earlier cell.
 * - A name that is declared again in another way, `const f` after `function f`, gets a line about what to write.
 * - It does not show uncaught errors of promises, timers and listeners, so they are printed.
 *
 * One case cannot be improved here: a cell whose value, or what it throws, is a text with half of a surrogate pair, such as
 * "😀"[0], or a symbol or a thrown object with such a text. V8 describes the value to the kernel as JSON with "\ud83d", which
 * the kernel cannot read. It fails before it calls any JavaScript, with an "Unknown error" and no text. lib/tools/README.md and
 * lib/tools/cli/execute.ts explain it. Within arrays and objects, and in what a cell prints or shows, U+FFFD takes its place.
 */

import { translate } from "../../language.ts";

/** A frame that V8 passes to `Error.prepareStackTrace`; only its text is used here. */
type Frame = { toString(): string };

const deepest = 8;

/** The error and its frames, then "caused by:" and the same for each cause. */
function formatStack(error: Error, frames: readonly Frame[]): string {
  const head = shownError(error);
  const own = [
    head,
    ...undefinedHint(error),
    ...redeclaredHint(error),
    ...frames.map((frame) => `    at ${frame}`),
  ].join("\n");
  return (own + formatCauses(error, [error])).toWellFormed();
}

/** What to do about a name that the kernel does not know. */
function undefinedHint(error: Error): string[] {
  const name = error instanceof ReferenceError && error.message.match(/^(\S+) is not defined$/)?.[1];
  if (!name) return [];
  return [
    translate(
      `This kernel does not know \`${name}\`. If it was restarted, or if you opened the notebook anew: choose Run → Run All\n` +
        "Above Selected Cell, then run this cell. Otherwise run the cell that defines the name, or check its spelling.",
    ),
  ];
}

/** What to do about a name that an earlier cell, or an earlier form of this cell, declared in another way. */
function redeclaredHint(error: Error): string[] {
  const name = error instanceof SyntaxError &&
    error.message.match(/^Identifier '(.+)' has already been declared$/)?.[1];
  if (!name) return [];
  return [
    translate(
      `The name \`${name}\` is taken: an earlier run declared it with another keyword (function, const, import), or this cell\n` +
        "declares it twice. Nothing in this cell has run. Use the keyword that was there before, or another name. Kernel →\n" +
        "Restart Kernel forgets all names.",
    ),
  ];
}

/** Before an error's cause, and before each error of an AggregateError. */
const LABELS = ["caused by", "one of"] as const;

/** "\ncaused by: …" for each cause of the last error in `shown`; "" if there is none. */
function formatCauses(error: Error, shown: readonly Error[]): string {
  if (shown.length > deepest) return "";
  const inner: [string, unknown][] = [];
  if (error.cause !== undefined) inner.push([LABELS[0], error.cause]);
  if (error instanceof AggregateError) {
    inner.push(...error.errors.map((e): [string, unknown] => [LABELS[1], e]));
  }
  return inner.map(([kind, value]) => {
    const label = translate(kind);
    if (!(value instanceof Error)) return `\n${label}: ${Deno.inspect(value)}`;
    if (shown.includes(value)) return `\n${label}: ${describeError(value)} ${translate("(shown above)")}`;
    const stack = value.stack ?? describeError(value);
    // A stack that formatStack made already ends with its causes.
    const known = LABELS.some((one) => stack.includes(`\n${translate(one)}: `));
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

/** The first line of a stack. A message has a translation where the course wrote it; any other stays as it is. */
function shownError(error: Error): string {
  const text = describeError(error), { message } = error;
  return typeof message === "string" && message !== "" && text.endsWith(message)
    ? text.slice(0, text.length - message.length) + translate(message)
    : text;
}

let printsUncaught = false;

/**
 * Turns on the improvements above. `seen` is called with each error whose stack is read. A second call replaces
 * `seen`.
 */
export function showErrors(seen: (error: Error) => void = () => {}): void {
  if (!printsUncaught) printUncaught();
  printsUncaught = true;
  Error.prepareStackTrace = (error, frames) => {
    seen(error);
    // The kernel cannot send half of a surrogate pair, and would show no error at all.
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

/** JavaScript's default conversion of an object, except that the kernel gets the object's contents. */
function toPrimitive(this: object, hint: string): unknown {
  const order = hint === "string" ? ["toString", "valueOf"] : ["valueOf", "toString"];
  for (const name of order) {
    const convert = Reflect.get(this, name);
    const value = typeof convert === "function" ? convert.call(this) : this;
    if ((typeof value === "object" && value !== null) || typeof value === "function") continue;
    // Reading the stack is slow, so it is read only for texts such as "[object Object]".
    const needsHelp = typeof value === "string" && (value.includes("[object ") || !value.isWellFormed());
    if (!needsHelp || !kernelAsks()) return value;
    return (value.isWellFormed() ? Deno.inspect(this) : value).toWellFormed();
  }
  throw new TypeError("Cannot convert object to primitive value");
}

/**
 * The position (line and column) of `String(object)` in the pinned kernel's own function that converts what a cell threw.
 * The function has no name. tests/kernel fails if another Deno version moves it.
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

/** Prints uncaught errors of promises, timers and listeners. */
function printUncaught(): void {
  const print = (what: string, error: unknown) => {
    const text = error instanceof Error ? error.stack ?? String(error) : Deno.inspect(error);
    console.error(`${what}:\n${text}`);
  };
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    print(translate("A promise was rejected and nothing handled it"), event.reason);
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    print(translate("An error was thrown and nothing caught it"), event.error ?? event.message);
  });
}
