/**
 * Starts other programs and reads their output, line by line or whole.
 *
 * Every program gets the course's environment (environment.ts) and ends with this process, also where this one is killed
 * (with_parent.sh). Ctrl-C reaches it through the terminal's process group, as it does in a shell.
 */
import { join } from "node:path";
import { TextLineStream } from "./text_lines.ts";
import { courseEnvironment } from "./environment.ts";
import { layout } from "./layout.ts";

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Called with each line of standard output and standard error, as they come. */
  onLine?: (line: string, stream: "stdout" | "stderr") => void;
  signal?: AbortSignal;
}

export interface Finished {
  /** The exit status; 128 + signal number when a signal ended it. */
  readonly code: number;
  /** The last lines of both streams, for an error message. */
  readonly tail: readonly string[];
}

const tailLines = 40;

/** The command line that starts a program so that it ends with the process that started it. */
export function withParent(command: string, ...args: string[]): [string, ...string[]] {
  return ["/bin/sh", join(layout.root, "lib", "tools", "with_parent.sh"), command, ...args];
}

/** How every program is started: in the course's folder and environment, without input. */
export function startOptions(env: Record<string, string> = {}) {
  return {
    cwd: layout.root,
    clearEnv: true,
    env: { ...courseEnvironment(), ...env },
    stdin: "null",
  } as const;
}

/** Runs a program and passes each line of its output to `onLine`. */
export async function run(command: string, args: readonly string[], o: RunOptions = {}): Promise<Finished> {
  const [shell, ...rest] = withParent(command, ...args);
  const child = new Deno.Command(shell, {
    ...startOptions(o.env),
    ...(o.cwd ? { cwd: o.cwd } : {}),
    args: rest,
    stdout: "piped",
    stderr: "piped",
    signal: o.signal,
  }).spawn();
  const tail: string[] = [];
  const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>, name: "stdout" | "stderr") => {
    for await (const line of stream.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())) {
      tail.push(line);
      if (tail.length > tailLines) tail.shift();
      o.onLine?.(line, name);
    }
  };
  const [status] = await Promise.all([
    child.status,
    read(child.stdout, "stdout"),
    read(child.stderr, "stderr"),
  ]);
  return { code: status.code, tail };
}

/** What a program printed; undefined when it failed or does not exist. */
export async function outputOf(command: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command(command, {
      ...startOptions(),
      ...{ args: [...args], stdout: "piped", stderr: "null" },
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
      return undefined;
    }
    throw error;
  }
}
