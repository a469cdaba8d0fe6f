/** What to do about a program that failed, from its last lines. */
import { CommandError, refusalIn } from "../command_error.ts";

/** Advice where the disk, permissions or memory are the reason; otherwise undefined. */
export function systemAdvice(tail: readonly string[]): string | undefined {
  const refused = refusalIn(tail.join("\n"));
  return refused && `${refused.what}: ${refused.next}`;
}

/**
 * Advice for an installer (npm, pip, uv). Disk, permissions and memory come first: after a full disk, installers also print
 * lines about connections.
 */
export function installAdvice(tail: readonly string[]): string | undefined {
  const text = tail.join("\n");
  const system = systemAdvice(tail);
  if (system) return system;
  if (/hash mismatch|do not match the hashes|integrity/i.test(text)) {
    return "a downloaded package is damaged or replaced; `./course clean`, then start again.";
  }
  if (/does not satisfy Python|no usable wheels|no wheels with a matching/i.test(text)) {
    return "use a Python from 3.10 to 3.14: unset COURSE_PYTHON, or set it to one of these (`COURSE_PYTHON=3.13`).";
  }
  if (/No interpreter found|No download found/i.test(text)) {
    return "install Python 3.10 to 3.14 (Debian: apt-get install python3), or name one: " +
      "COURSE_PYTHON=/path/to/python3 ./course …";
  }
  if (/astral-sh\/python-build-standalone/.test(text)) {
    return "this machine has no Python from 3.10 to 3.14 (or none that COURSE_PYTHON names), and fetching one failed: " +
      "connect to the internet, or install one (Debian: apt-get install python3), then start again.";
  }
  if (
    /connection|connect|resolve|timed out|retries|proxy|SSL|certificate|dns|network|ENOTFOUND/i.test(text)
  ) {
    return "connect to the internet (or set your proxy) and start again; what is downloaded already is kept.";
  }
  if (/No matching distribution|not a supported wheel/i.test(text)) {
    return "this package does not exist for this machine; COURSE_ENGINE=none ./course … works without TensorFlow.";
  }
  return undefined;
}

/** The error of an installer that failed: its last lines, and what to do. */
export function installFailure(
  what: string,
  tail: readonly string[],
  next: string | undefined = installAdvice(tail),
): CommandError {
  const lines = tail.slice(-8).map((line) => `  ${line}`).join("\n");
  return new CommandError(`${what}:\n${lines}`, {
    next: next ?? "see the lines above, then start again; what is downloaded already is kept.",
  });
}
