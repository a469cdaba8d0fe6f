/**
 * The measurements of `./course gpu`, in the order of what one learns from them: is the device right, does its memory
 * stay flat, how long does notebook 04 take, which mode is fastest, and how fast is that beside PyTorch.
 */
import { type Device } from "../../../engine/device/mod.ts";
import { usedGPUBytes } from "../../../engine/device/nvidia.ts";
import { selfTest } from "../../../engine/device/self_test.ts";
import { BOOK_PRESETS } from "../../../notebook/presets.ts";
import { fitToMemory, trainingBytes } from "../../../notebook/fit_memory.ts";
import { type BenchEngine, OURS_DEFAULT, OURS_EAGER, startWorker } from "../engines.ts";
import { benchMatmul } from "../matmul.ts";
import { benchSampling } from "../sampling.ts";
import { type BenchShape, SHAPES } from "../shapes.ts";
import { benchTraining } from "../training.ts";
import { keepTuning, measureModes, type TuneRow } from "../tune.ts";
import type { Row as Reply } from "../worker_process.ts";
import type { ParityNumbers } from "./checks.ts";
import { compareParity } from "./parity.ts";
import type { Torch } from "./find_torch.ts";
import { rivalsOn } from "./rivals.ts";
import { type GPUStep, part, type Row, SkipStep } from "./run_steps.ts";

export interface GPUContext {
  readonly device: Device;
  /** the kind of the processor's engine, which the device is compared with: "cpu", or "js" where TensorFlow is missing */
  readonly reference: "cpu" | "js";
  /** The PyTorch to compare with; null if none was found. Default: no comparison. */
  readonly torch?: Torch | null;
  /** Runs TensorFlow.js's own specs; null where they are not part of what runs. */
  readonly specs: ((signal: AbortSignal) => Promise<Row>) | null;
  readonly onProgress?: (text: string) => void;
  /** Shapes of the benchmarks. Default: all three. */
  readonly shapes?: readonly BenchShape[];
  /** Rounds of each engine. Default 3. */
  readonly rounds?: number;
}

/** The processor beside a WebGPU device, which computes op by op: an integrated GPU may be the slower of the two. */
const PROCESSOR: BenchEngine = { ...OURS_DEFAULT, name: "processor", device: "cpu" };

/** A slow device leaves the largest shape out, and has time for the others. */
const SHAPE_SECONDS = 200;

/** Small enough for plain JavaScript, which is the reference where TensorFlow is missing. */
const PARITY_SHAPE: BenchShape = {
  name: "parity",
  nLayer: 2,
  nEmbd: 64,
  nHead: 2,
  blockSize: 32,
  vocabSize: 256,
  batchSize: 2,
};

/** The memory of notebook 04's training at `full`, as `fitToMemory` reckons, for comparison with what was measured. */
function bytesOfFull(o: { readonly accumulate: number; readonly tiedHead: boolean }, kind: string): number {
  const { model, batchSize, windowTokens: tokens } = BOOK_PRESETS.full;
  const config = { ...model, tiedHead: o.tiedHead, vocabSize: 50257 };
  return trainingBytes(config, { batchSize, tokens, accumulate: o.accumulate, kind });
}

/** Whose memory `memoryInUse` counts in a worker; TensorFlow does not report CUDA's. */
function measuredMemory({ kind }: Device): "GPU" | "process" {
  return kind === "webgpu" ? "GPU" : "process";
}

/** @throws {SkipStep} where notebook 04 at `full` does not fit, or may not fit */
function fullPreset(device: Device): typeof BOOK_PRESETS.full {
  if (device.memoryBytes === null) {
    throw new SkipStep(`the memory of ${device.name} is unknown, so the notebooks use the preset small`);
  }
  try {
    return fitToMemory(BOOK_PRESETS.full, device);
  } catch (error) {
    throw error instanceof RangeError ? new SkipStep(error.message) : error;
  }
}

/** All steps; their limits add up to 15 minutes, without the first use of a GPU that TensorFlow has no machine code for. */
export function gpuSteps(context: GPUContext): GPUStep[] {
  const { device, onProgress, torch, shapes = SHAPES, rounds = 3 } = context;
  const compiles = device.kind === "cuda" || device.kind === "cpu";
  interface Asked {
    readonly shape?: BenchShape;
    readonly signal: AbortSignal;
    readonly kind?: string;
    readonly mode?: string;
  }
  /** A worker of its own, which is ended by the signal. */
  const start = ({ shape = shapes[0], signal, kind = device.kind, mode = "default" }: Asked) =>
    startWorker({ ...OURS_DEFAULT, name: `${kind} ${mode}`, mode }, shape, {
      ...{ torchPython: null, signal, env: { COURSE_DEVICE: kind } },
    });
  /** Asks one worker once. */
  const ask = async (request: Reply, asked: Asked) => {
    onProgress?.(`${request.command}: ${asked.kind ?? device.kind} ${asked.mode ?? "default"}`);
    using worker = await start(asked);
    return await worker.request(request);
  };
  return [
    ...(device.firstUse === undefined ? [] : [{
      name: "first use",
      about: "the driver compiles TensorFlow's kernels for this GPU; it keeps them",
      seconds: 600, // more than the 15 minutes: it comes once
      async *measure(signal: AbortSignal) {
        const started = performance.now();
        await ask({ command: "parity" }, { shape: PARITY_SHAPE, signal });
        yield { compiledSeconds: (performance.now() - started) / 1000 };
      },
    }]),
    {
      name: "self-test",
      about: "each op and gradient against plain JavaScript",
      seconds: 40,
      async *measure() {
        const rows = await selfTest(device.kind);
        for (const { name, wrong } of rows.filter((row) => row.wrong !== null)) yield { op: name, wrong };
        const finite = rows.map(({ difference }) => difference).filter(Number.isFinite);
        const wrong = rows.filter((row) => row.wrong !== null).length;
        yield { ops: rows.length, wrong, largestDifference: Math.max(...finite) };
      },
    },
    {
      name: "specs",
      about: "TensorFlow.js's own specs",
      seconds: 100,
      async *measure(signal) {
        if (!compiles || context.specs === null) {
          throw new SkipStep("TensorFlow.js's specs are run on TensorFlow's engine, in the course's folder");
        }
        yield await context.specs(signal);
      },
    },
    {
      name: "parity",
      about: "logits, gradients, 20 training steps and a text, against the processor",
      seconds: 90,
      async *measure(signal) {
        const numbers = (reply: Reply) => reply as unknown as ParityNumbers;
        const command = { command: "parity" }, shape = PARITY_SHAPE;
        const expected = numbers(
          await ask(command, { shape, signal, kind: context.reference, mode: "eager" }),
        );
        for (const mode of compiles ? ["eager", "default"] : ["eager"]) {
          yield {
            mode,
            ...compareParity(numbers(await ask(command, { shape, signal, mode })), expected, device.kind),
          };
        }
      },
    },
    {
      name: "memory",
      about: "whether memory grows over at most 400 training steps",
      seconds: 50,
      async *measure(signal) {
        const grown = await ask({ command: "growth", steps: 400, seconds: 30 }, { signal });
        yield { ...grown, memoryOf: measuredMemory(device) };
      },
    },
    {
      name: "04 full",
      about: "notebook 04 at full, about a minute of its steps: the estimate, and how long they take",
      seconds: 160,
      async *measure(signal) {
        const { accumulate, model: { tiedHead } } = fullPreset(device);
        const full = { accumulate, tiedHead };
        onProgress?.("the estimate, from three steps");
        const isCUDA = device.kind === "cuda", before = isCUDA ? await usedGPUBytes() : null;
        using worker = await start({ signal });
        const estimate = await worker.request({ command: "estimate", ...full });
        const after = isCUDA ? await usedGPUBytes() : null;
        // TensorFlow keeps the GPU's memory that it has once taken, so this is the largest need.
        const gpu = before === null || after === null ? {} : { memoryBytes: after - before, memoryOf: "GPU" };
        const bytesByArithmetic = bytesOfFull(full, device.kind);
        yield { ...full, ...estimate, memoryOf: measuredMemory(device), ...gpu, bytesByArithmetic };
        onProgress?.("a minute of steps, at least two");
        yield await worker.request({ command: "full", ...full, seconds: 60, estimate });
      },
    },
    {
      name: "modes",
      about:
        "which mode of jit is fastest, by shape (plain: one step a call, loop: several); kept in .course/tuning.json",
      seconds: 240,
      async *measure(signal) {
        if (!compiles) throw new SkipStep(`${device.kind} computes op by op, so there is nothing to tune`);
        const rows: TuneRow[] = [];
        try {
          for await (const row of measureModes({ rounds, onProgress, signal, shapes })) {
            rows.push(row);
            yield { ...row };
          }
        } finally {
          keepTuning(device, rows); // also after a stop, for the classes that were measured
        }
        yield { tuning: keepTuning(device, rows) };
      },
    },
    {
      name: "speed",
      about: "training and sampling, beside PyTorch where it is installed",
      seconds: 220,
      async *measure(signal) {
        const turns = { rounds, onProgress, signal, torchPython: torch?.python ?? null };
        const rivals = rivalsOn(device, torch);
        if (torch) yield { pytorch: torch.version };
        if (rivals.note !== null) yield { note: rivals.note };
        const ours = compiles ? [OURS_EAGER, OURS_DEFAULT] : [OURS_EAGER];
        const beside = device.kind === "webgpu" && context.reference === "cpu" ? [PROCESSOR] : [];
        const products = await benchMatmul([OURS_EAGER, ...rivals.engines.slice(0, 1)], turns);
        for (const row of products) yield { ...row };
        const peakFlops = { float32: 1e9 * Math.max(...products.map(({ gigaflops }) => gigaflops)) };
        const ofShape = async function* (shape: BenchShape, signal: AbortSignal) {
          const engines = [...ours, ...beside, ...rivals.engines];
          const training = { ...turns, signal, engines, peakFlops };
          for (const row of await benchTraining(shape, training)) yield { ...row };
          const samplers = [ours.at(-1)!, ...beside, ...rivals.engines.slice(0, 1)];
          const sampling = { ...turns, signal, engines: samplers, batch: 1 };
          for (const row of await benchSampling(shape, sampling)) yield { ...row };
        };
        for (const shape of shapes.toReversed()) { // the largest says most
          const measure = (signal: AbortSignal) => ofShape(shape, signal);
          yield* part(shape.name, { seconds: SHAPE_SECONDS, signal, measure });
        }
      },
    },
  ];
}
