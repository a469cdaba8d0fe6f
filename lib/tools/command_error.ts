/**
 * A failure that a reader of the course can act on: what failed, and what to do next.
 *
 * Any other error is a fault of the course and is printed with its stack.
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

interface Refusal {
  readonly what: string;
  readonly next: string;
}

const noAccess: Refusal = {
  what: "you may not use this file or folder",
  next: "make the course's folder yours (`ls -l` says whose it is), or copy it to a folder of your own.",
};

/** What the operating system refused and what to do about it, by the code of its error. */
export const refusals: Readonly<Record<string, Refusal>> = {
  ENOSPC: {
    what: "the disk is full",
    next: "make room on this disk (`./course doctor` says how much is free), then start again.",
  },
  EDQUOT: {
    what: "your share of the disk is used up",
    next: "remove files of yours from this disk, then start again.",
  },
  EROFS: {
    what: "this folder is read-only",
    next: "copy the course's folder to one that you may write to, and start it there.",
  },
  EACCES: noAccess,
  EPERM: noAccess,
  ENOMEM: {
    what: "the machine ran out of memory",
    next: "close other programs, then start again.",
  },
  EMFILE: {
    what: "too many files are open",
    next: "raise the limit (`ulimit -n 4096`) in this terminal, then start again.",
  },
  ENOTDIR: {
    what: "there is a file where a folder should be",
    next: "move that file away, then start again.",
  },
  EIO: {
    what: "the disk does not work properly",
    next: "look at the system's log, and copy your work elsewhere.",
  },
};
/** Errors of Deno's own package installer carry only the number. */
const numbers: Record<string, string> = {
  ...{ "28": "ENOSPC", "122": "EDQUOT", "30": "EROFS", "13": "EACCES", "1": "EPERM" },
  ...{ "12": "ENOMEM", "24": "EMFILE", "20": "ENOTDIR", "5": "EIO" },
};

/** What the operating system refused, where an error or one of its causes says so; otherwise undefined. */
export function systemRefusal(error: unknown): Refusal | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code ??
      numbers[cause.message.match(/\(os error (\d+)\)/)?.[1] ?? ""];
    if (typeof code === "string" && code in refusals) return refusals[code];
  }
  return undefined;
}

/** The error, its causes and what to do, as lines for the terminal. */
export function describeError(error: unknown): string {
  if (!(error instanceof CommandError)) {
    if (!(error instanceof Error)) return String(error);
    const refused = systemRefusal(error);
    if (!refused) return error.stack ?? error.message;
    return [`course: ${refused.what}: ${error.message}`, `  next: ${refused.next}`].join(
      "\n",
    );
  }
  const causes: string[] = [];
  for (let cause = error.cause; cause != null; cause = cause instanceof Error ? cause.cause : undefined) {
    causes.push(`  because: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  return [`course: ${error.message}`, ...causes, `  next: ${error.next}`].join("\n");
}
