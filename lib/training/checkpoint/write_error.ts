/** The error for a file or folder that cannot be written: it says why, and what to do next. */

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
 * The code of a system error, such as "ENOSPC", or "os error 27" if Deno has no code for it; undefined for other
 * errors.
 */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.cause !== undefined) return undefined; // an error with a cause has been explained before
  const { code } = error as { code?: unknown };
  if (typeof code === "string" && /^E[A-Z0-9]+$/.test(code)) return code;
  return error.message.match(/\((os error \d+)\)/)?.[1];
}

/**
 * The error to throw if writing failed. A system error is explained in a new error; any other is returned as it is.
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
