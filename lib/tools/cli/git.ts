/** Calls git in a folder, for `./course update` and `./course reset`. */
import { CommandError } from "../command_error.ts";
import { startOptions } from "../subprocess.ts";

/** What git printed; undefined when it failed, or is not installed. */
export async function tryGit(folder: string, ...args: string[]): Promise<string | undefined> {
  const called = await call(folder, args).catch((error) => {
    if (!(error instanceof CommandError)) throw error;
  });
  return called?.success ? called.stdout : undefined;
}

/**
 * What git printed.
 *
 * @param o.what what is attempted, for the error: "cannot fetch the course"
 * @param o.asks it may ask for a password on the terminal; then Ctrl-C ends it, too
 * @throws {CommandError} with git's own words as its cause, when git fails
 */
export async function git(
  folder: string,
  args: readonly string[],
  o: { what: string; next: string; asks?: boolean },
): Promise<string> {
  const { success, stdout, stderr } = await call(folder, args, o);
  if (success) return stdout;
  throw new CommandError(`${o.what}.`, {
    next: o.next,
    cause: new Error(stderr.trim().replaceAll("\n", "\n    ")),
  });
}

async function call(
  folder: string,
  args: readonly string[],
  { asks = false, env }: { asks?: boolean; env?: Record<string, string> } = {},
) {
  try {
    const { success, stdout, stderr } = await new Deno.Command("git", {
      ...startOptions(env),
      args: ["-C", folder, ...args],
      stdout: "piped",
      stderr: "piped",
      detached: !asks, // in a session of its own, so that Ctrl-C does not end it half-way
    }).spawn().output(); // without `spawn` Deno does not detach it
    // Not trimmed: it may be a file's content.
    const text = new TextDecoder();
    return { success, stdout: text.decode(stdout), stderr: text.decode(stderr) };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CommandError("git is not installed.", {
      next:
        "install it (Debian and Ubuntu: sudo apt install git; macOS: xcode-select --install), then try again.",
      cause: error,
    });
  }
}

/** The names in a list that git printed with -z. */
export function namesIn(list: string): string[] {
  return list.split("\0").filter((name) => name !== "");
}

/** @throws {CommandError} where the folder is not the top folder of a git clone */
export async function requireClone(folder: string): Promise<void> {
  const { success, stdout: prefix, stderr } = await call(folder, ["rev-parse", "--show-prefix"], {
    env: { LC_ALL: "C" }, // its words are compared
  });
  if (/dubious ownership/.test(stderr)) {
    throw new CommandError(
      `${folder} belongs to another user, so git does not read it; nothing was changed.`,
      {
        next: `if you trust that user: git config --global --add safe.directory '${folder}'`,
      },
    );
  }
  if (!success || await tryGit(folder, "rev-parse", "--verify", "HEAD") === undefined) {
    throw new CommandError(
      `${folder} is not a git clone, so there is no other version of the course to compare it with.`,
      {
        next: "clone the course with git into a new folder, and copy your notebooks there.",
      },
    );
  }
  if (prefix.trim() !== "") {
    throw new CommandError(
      `${folder} is a part of another git repository, which this command must not change.`,
      {
        next: "update that repository yourself, with git.",
      },
    );
  }
}

/** The remote branch that the clone follows, such as "origin/main"; undefined where it follows none. */
export async function upstreamOf(folder: string): Promise<string | undefined> {
  const followed = await tryGit(folder, "rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}") ??
    await tryGit(folder, "symbolic-ref", "--short", "refs/remotes/origin/HEAD");
  return followed?.trim();
}
