/**
 * Tokenizer speed: training 32,000 tokens beside Hugging Face's Rust trainer on one and two threads, and encoding with
 * GPT-2's tokens beside tiktoken on one thread. The two sides take turns on the same file.
 * Ours runs on one thread.
 */
import { fileURLToPath } from "node:url";
import { gpt2Tokenizer, linesWithEnding, trainByteLevel, trainPipeline } from "../../tokenizers/mod.ts";
import { median } from "../../statistics/mod.ts";
import { tokenizerText } from "./tokenizer_text.ts";
import { WorkerProcess } from "./worker_process.ts";

export interface TokenizerRow {
  readonly kind: "tokenizer";
  /** "train byte_level", "train pipeline" or "encode gpt2" */
  readonly task: string;
  readonly engine: string;
  readonly threads: number;
  readonly megabytesPerSecond: number;
  /** Seconds of each round, in order. */
  readonly seconds: readonly number[];
  /** Our speed ÷ this engine's, medians of the rounds; 1 for ours. */
  readonly oursAgainstThis: number;
}

interface TokenizerBenchOptions {
  /** The text from whose words the long text is made. */
  readonly source: string;
  /** Python with tokenizers and tiktoken, or null to measure ours alone. */
  readonly python: string | null;
  /** Length of the training text, in 10⁶ bytes. Default 20. */
  readonly megabytes?: number;
  /** Rounds of each engine. Default 3. */
  readonly rounds?: number;
  /** Default 32,000. */
  readonly vocabSize?: number;
  readonly onProgress?: (text: string) => void;
}

/** Largest length of the text for encoding, characters. */
const ENCODED_LENGTH = 8e6;

interface Contestant {
  readonly engine: string;
  readonly threads: number;
  readonly run: () => Promise<number>;
}

export async function benchTokenizers(options: TokenizerBenchOptions): Promise<TokenizerRow[]> {
  const { megabytes = 20, rounds = 3, vocabSize = 32_000, python, onProgress } = options;
  const folder = await Deno.makeTempDir({ prefix: "tokenizer-bench-" });
  using stack = new DisposableStack();
  stack.defer(() => Deno.removeSync(folder, { recursive: true }));
  const text = tokenizerText(options.source, { bytes: megabytes * 1e6, seed: 1 });
  const trainPath = `${folder}/train.txt`;
  const encodePath = `${folder}/encode.txt`;
  const encoded = text.slice(0, ENCODED_LENGTH);
  await Deno.writeTextFile(trainPath, text);
  await Deno.writeTextFile(encodePath, encoded);

  const script = fileURLToPath(new URL("hugging_face/tokenizers_worker.py", import.meta.url));
  const workers = python === null ? [] : [1, 2].map((threads) =>
    stack.use(
      new WorkerProcess(`Hugging Face, ${threads} threads`, [python, script], {
        RAYON_NUM_THREADS: `${threads}`,
      }),
    )
  );
  for (const worker of workers) await worker.read();
  const ask = async (worker: WorkerProcess, command: Record<string, unknown>) =>
    (await worker.request(command)).seconds as number;

  const rows: TokenizerRow[] = [];
  for (const [kind, train] of Object.entries({ byte_level: trainByteLevel, pipeline: trainPipeline })) {
    const ours = async () => {
      const started = performance.now();
      train(linesWithEnding(await Deno.readTextFile(trainPath)), { vocabSize });
      return (performance.now() - started) / 1000;
    };
    rows.push(
      ...await compete(`train ${kind}`, [
        { engine: "ours", threads: 1, run: ours },
        ...workers.map((worker, i) => ({
          engine: "Hugging Face",
          threads: i + 1,
          run: () => ask(worker, { do: "train", kind, vocabSize, path: trainPath }),
        })),
      ], { rounds, megabytes, onProgress }),
    );
  }

  const gpt2 = await gpt2Tokenizer();
  const encode = () => {
    const started = performance.now();
    gpt2.encode(encoded);
    return Promise.resolve((performance.now() - started) / 1000);
  };
  rows.push(
    ...await compete("encode gpt2", [
      { engine: "ours", threads: 1, run: encode },
      ...workers.slice(0, 1).map((worker) => (
        { engine: "tiktoken", threads: 1, run: () => ask(worker, { do: "encode", path: encodePath }) }
      )),
    ], { rounds, megabytes: new TextEncoder().encode(encoded).length / 1e6, onProgress }),
  );
  return rows;
}

/** Times the contestants, ours first, in turns. */
async function compete(
  task: string,
  contestants: readonly Contestant[],
  { rounds, megabytes, onProgress }: {
    rounds: number;
    megabytes: number;
    onProgress?: (text: string) => void;
  },
): Promise<TokenizerRow[]> {
  const seconds: number[][] = contestants.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { engine, threads, run }] of contestants.entries()) {
      onProgress?.(
        `${task}, round ${round + 1} of ${rounds}: ${engine}, ${threads} thread${threads > 1 ? "s" : ""}`,
      );
      seconds[i].push(await run());
    }
  }
  return contestants.map(({ engine, threads }, i) => ({
    kind: "tokenizer",
    task,
    engine,
    threads,
    megabytesPerSecond: megabytes / median(seconds[i]),
    seconds: seconds[i],
    oursAgainstThis: median(seconds[i]) / median(seconds[0]),
  }));
}
