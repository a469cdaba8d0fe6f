/**
 * A benchmark worker: a child process that sets itself up once and then answers one command at a time.
 *
 * Commands and answers are JSON, a line each. Because every worker waits between its turns, the driver can
 * interleave engines (ours, PyTorch, ours, PyTorch …) so that a noisy neighbour slows all of them alike.
 */
import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";

export type Row = Record<string, unknown>;

export class WorkerProcess implements Disposable {
  readonly name: string;
  #child: ChildProcessWithoutNullStreams;
  #lines: AsyncIterator<string>;
  #stderr = "";

  constructor(name: string, command: readonly string[], env: Record<string, string> = {}) {
    this.name = name;
    this.#child = spawn(command[0], command.slice(1), { env: { ...Deno.env.toObject(), ...env } });
    this.#child.stderr.on("data", (chunk) => this.#stderr = (this.#stderr + chunk).slice(-4000));
    this.#child.stdin.on("error", () => {}); // a worker that died is reported by the read that follows
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** The next answer; lines that are not JSON (a library's chatter) are passed over. */
  async read(): Promise<Row> {
    while (true) {
      const { value, done } = await this.#lines.next();
      if (done) {
        throw new Error(`benchmark worker "${this.name}" ended before it answered:\n${this.#stderr.trim()}`);
      }
      if (value.startsWith("{")) return JSON.parse(value);
    }
  }

  /** Sends one command and waits for its answer. */
  request(command: Row): Promise<Row> {
    this.#child.stdin.write(JSON.stringify(command) + "\n");
    return this.read();
  }

  [Symbol.dispose](): void {
    this.#child.stdin.end();
    this.#child.kill();
  }
}
