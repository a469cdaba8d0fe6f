import { translate } from "../language.ts";

/**
 * A failure that a reader of the course can act on: what failed, and what to do next.
 *
 * Any other error is a fault of the course and is printed with its stack.
 */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly next: string;

  constructor(what: string, o: { next: string; cause?: unknown }) {
    super(what, { cause: o.cause });
    this.next = o.next;
  }
}

/** What the operating system refused, and what to do about it. */
interface Refusal {
  readonly what: string;
  readonly next: string;
}

/** Each with the code, the number (Deno's own installer prints only that) and the words by which programs report it. */
const REFUSALS: readonly (readonly [reported: RegExp, what: string, next: string])[] = [
  [
    /\bENOSPC\b|os error 28\b|No space left/i,
    "the disk is full",
    "make room on this disk (`./course doctor` says how much is free), then start again.",
  ],
  [
    /\bEDQUOT\b|os error 122\b|quota exceeded/i,
    "your share of the disk is used up",
    "remove files of yours from this disk, then start again.",
  ],
  [
    /\bEROFS\b|os error 30\b|Read-only file system/i,
    "this folder is read-only",
    "copy the course's folder to one that you may write to, and start it there.",
  ],
  [
    /\b(EACCES|EPERM)\b|os error (13|1)\b|Permission denied|Operation not permitted/i,
    "you may not use this file or folder",
    "make the course's folder yours (`ls -l` says whose it is), or copy it to a folder of your own.",
  ],
  [
    /\bENOMEM\b|os error 12\b|\bKilled\b|Cannot allocate memory|out of memory/i,
    "the machine ran out of memory",
    "close other programs, then start again.",
  ],
  [
    /\bEMFILE\b|os error 24\b/,
    "too many files are open",
    "raise the limit (`ulimit -n 4096`) in this terminal, then start again.",
  ],
  [
    /\b(ENOTDIR|EEXIST)\b|os error (20|17)\b/, // EEXIST: mkdir found a file, or a link that leads nowhere
    "there is a file where a folder should be",
    "move that file away, then start again.",
  ],
  [/\bENAMETOOLONG\b|os error 36\b/, "a name is too long", "choose a shorter one, then start again."],
  [
    /\bEIO\b|os error 5\b/,
    "the disk does not work properly",
    "look at the system's log, and copy your work elsewhere.",
  ],
];

/** What the operating system refused, where a program's last lines say so; otherwise undefined. */
export function refusalIn(text: string): Refusal | undefined {
  const found = REFUSALS.find(([reported]) => reported.test(text));
  return found && { what: found[1], next: found[2] };
}

/** What the operating system refused, where an error or one of its causes has its code; otherwise undefined. */
export function systemRefusal(error: unknown): Refusal | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    const refused = refusalIn(String(code ?? cause.message.match(/os error \d+/)?.[0]));
    if (refused) return refused;
  }
  return undefined;
}

/** The error, its causes and what to do, as lines for the terminal. */
export function describeError(error: unknown): string {
  if (!(error instanceof CommandError)) {
    if (!(error instanceof Error)) return String(error);
    const refused = systemRefusal(error);
    if (!refused) return (error.stack ?? error.message).replace(error.message, translate);
    return `course: ${translate(refused.what)}: ${error.message}\n  ${nextStep(refused.next)}`;
  }
  const causes: string[] = [];
  for (let cause = error.cause; cause != null; cause = cause instanceof Error ? cause.cause : undefined) {
    causes.push(
      `  ${translate("because:")} ${cause instanceof Error ? translate(cause.message) : String(cause)}`,
    );
  }
  return [`course: ${translate(error.message)}`, ...causes, `  ${nextStep(error.next)}`].join("\n");
}

/** What to do, after the word that announces it. */
export function nextStep(next: string): string {
  return `${translate("next:")} ${translate(next)}`;
}
