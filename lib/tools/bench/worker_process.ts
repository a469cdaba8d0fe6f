/**
 * A benchmark worker: a child process that loads its library once and then runs one command at a time.
 *
 * Commands and replies are JSON, a line each. Every worker waits between its turns, so engines can take turns (ours,
 * PyTorch, ours, PyTorch …): what else the machine does then slows all of them alike. Workers get the course's
 * environment (environment.ts), so that settings of another Python do not reach them.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { courseEnvironment } from "../environment.ts";

export type Row = Record<string, unknown>;

export class WorkerProcess implements Disposable {
  readonly name: string;
  #child: ChildProcessWithoutNullStreams;
  #lines: AsyncIterator<string>;
  #stderr = "";
  /** Rejects if the program cannot be started. */
  #failed: Promise<never>;

  constructor(name: string, command: readonly string[], env: Record<string, string> = {}) {
    this.name = name;
    this.#child = spawn(command[0], command.slice(1), { env: { ...courseEnvironment(), ...env } });
    this.#failed = new Promise((_, reject) => this.#child.on("error", reject));
    this.#failed.catch(() => {}); // a read reports it
    this.#child.stderr.on("data", (chunk) => this.#stderr = (this.#stderr + chunk).slice(-4000));
    this.#child.stdin.on("error", () => {}); // a worker that died is reported by the read that follows
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** The next reply; lines that are not JSON (messages of a library) are skipped. */
  async read(): Promise<Row> {
    while (true) {
      const { value, done } = await Promise.race([this.#lines.next(), this.#failed]);
      if (done) {
        throw new Error(`benchmark worker "${this.name}" ended without a reply:\n${this.#stderr.trim()}`);
      }
      if (value.startsWith("{")) return JSON.parse(value);
    }
  }

  request(command: Row): Promise<Row> {
    this.#child.stdin.write(JSON.stringify(command) + "\n");
    return this.read();
  }

  [Symbol.dispose](): void {
    this.#child.stdin.end();
    this.#child.kill();
  }
}
