/** nanoGPT's side of repro:shakespeare: its model in PyTorch (../pytorch/nanogpt.py), with our token ids and windows. */
import { fileURLToPath } from "node:url";
import { type Row, WorkerProcess } from "../worker_process.ts";
import { SETTINGS, type Task, type Trained, type TrainOptions } from "./settings.ts";

const PROGRAM = fileURLToPath(new URL("../pytorch/nanogpt.py", import.meta.url));

export class NanoGPT implements AsyncDisposable {
  readonly device: string;
  readonly version: string;
  readonly #worker: WorkerProcess;
  readonly #folder: string;

  private constructor(worker: WorkerProcess, folder: string, ready: Row) {
    [this.#worker, this.#folder] = [worker, folder];
    [this.device, this.version] = [String(ready.device), String(ready.torch)];
  }

  /** Starts PyTorch. @param python one that has torch */
  static async start(python: string, task: Task): Promise<NanoGPT> {
    const folder = await Deno.makeTempDir({ prefix: "nanogpt-" });
    try {
      await writeTask(folder, task);
      const worker = new WorkerProcess("nanoGPT in PyTorch", [python, PROGRAM, folder]);
      return new NanoGPT(worker, folder, await worker.read());
    } catch (error) {
      await Deno.remove(folder, { recursive: true });
      throw error;
    }
  }

  async train({ seed, steps, onProgress }: TrainOptions): Promise<Trained> {
    let row = await this.#worker.request({ seed, steps });
    while (!("validationLoss" in row)) {
      onProgress(`step ${row.step} · loss ${Number(row.loss).toFixed(4)}`);
      row = await this.#worker.read();
    }
    return row as unknown as Trained;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#worker[Symbol.dispose]();
    await Deno.remove(this.#folder, { recursive: true });
  }
}

async function writeTask(folder: string, { config, trainIds, validation }: Task): Promise<void> {
  const batches = Array.from({ length: validation.stepsPerEpoch }, (_, step) => validation.at(step));
  const write = async (name: string, parts: readonly Int32Array[]) =>
    await Deno.writeFile(`${folder}/${name}`, new Blob(parts as Int32Array<ArrayBuffer>[]).stream());
  await Deno.writeTextFile(`${folder}/settings.json`, JSON.stringify({ ...SETTINGS, ...config }));
  await write("train.bin", [trainIds]);
  await write("x.bin", batches.map(({ x }) => x));
  await write("y.bin", batches.map(({ y }) => y));
}
