/** What to say when a file or folder cannot be written: the reason in words, and what to do next. */

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full. Free some space or choose another folder",
  EDQUOT: "Your share of the disk is used up. Free some space or choose another folder",
  EROFS: "This file system can only be read. Choose another folder",
  EACCES: "You may not write there. Change the folder's permissions or choose another folder",
  EPERM: "You may not write there. Change the folder's permissions or choose another folder",
  EEXIST: "There is a file where the folder should be. Choose another folder",
  ENOTDIR: "A part of this path is a file, not a folder. Choose another folder",
  EIO: "The disk reports an error. Choose a folder on another disk",
};

/**
 * The system's word for what went wrong, such as "ENOSPC", or "os error 27" where Deno has no word for it; undefined
 * for an error that is not the system's.
 */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.cause !== undefined) return undefined; // one with a cause has its sentence
  const { code } = error as { code?: unknown };
  if (typeof code === "string" && /^E[A-Z0-9]+$/.test(code)) return code;
  return error.message.match(/\((os error \d+)\)/)?.[1];
}

/**
 * The error to throw where writing failed: one of the system's gets a sentence around it, any other stays as it is.
 *
 * @param target the file or folder that was being written.
 */
export function writingFailed(target: string, error: unknown): unknown {
  const code = systemErrorCode(error);
  if (code === undefined || !(error instanceof Error)) return error;
  const advice = ADVICE[code] ?? "Free some space, check the permissions or choose another folder";
  return new Error(`writing ${target} failed: ${error.message}. Nothing was left half-written. ${advice}`, {
    cause: error,
  });
}
