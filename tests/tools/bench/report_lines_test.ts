import assert from "node:assert/strict";
import { translate, withLanguage } from "../../../lib/language.ts";
import {
  fasterOnProcessor,
  reportLines,
  rowText,
  showsFault,
} from "../../../lib/tools/bench/gpu/report_lines.ts";
import type { Row } from "../../../lib/tools/bench/gpu/run_steps.ts";

const parity = { mode: "eager", logits: 0, gradients: 1.25e-5, losses: 0.0123, sameTokens: 0.5 };
const speed = { kind: "training", shape: "12.3M", tokensPerSecond: 2345.6, ratioToPyTorch: 1.117 };
const ROWS: readonly (readonly [row: Row, text: string | undefined])[] = [
  [
    { ops: 59, wrong: 0, largestDifference: 3.56e-6 },
    "59 operations, 0 wrong; largest relative difference 3.6e-6",
  ],
  [{ op: "softmax over 256", wrong: "1 in place of 2" }, "wrong result of softmax over 256: 1 in place of 2"],
  [
    { ...parity, isRight: false },
    "eager: WRONG; differences: logits 0, gradients 1.3e-5, losses 0.012; 50 % of the text is the same",
  ],
  [
    { steps: 300, tensors: 0, bytes: -2048, memoryOf: "GPU", peakRssBytes: 1 },
    "after 300 more steps: +0 tensors, -2.0 KiB of the GPU's memory",
  ],
  [
    {
      secondsPerStep: 0.5,
      estimatedTokensPerSecond: 8192,
      memoryBytes: 2 ** 30,
      memoryOf: "GPU",
      bytesByArithmetic: 2 ** 31,
    },
    "estimate: 0.5 s a step, 8,192 tokens/s; 1.0 GiB of the GPU's memory, by arithmetic 2.0 GiB",
  ],
  [
    { steps: 20, tookSeconds: 61, estimatedSeconds: 60, tokensPerSecond: 1, firstLoss: 10.9, lastLoss: 7 },
    "20 steps took 61 s, estimated 60 s; loss 10.90 to 7.00",
  ],
  [
    {
      kind: "tune",
      shape: "0.8M",
      what: "training",
      shapeClass: "plain medium",
      mode: "xla",
      fused: true,
      tokensPerSecond: 9,
    },
    "0.8M training, plain medium, xla: 9 tokens/s",
  ],
  [{ ...speed, engine: "ours" }, "12.3M training, ours: 2,346 tokens/s, 1.12 × PyTorch"],
  [{ ...speed, engine: "PyTorch eager" }, "12.3M training, PyTorch eager: 2,346 tokens/s"],
  [{ kind: "matmul", engine: "ours eager", gigaflops: 99.6 }, "matrix products, ours eager: 100 GFLOP/s"],
  [{ passed: 3100, failed: 1, skipped: 2, complete: false }, "3,100 passed, 1 failed; not all were run"],
  [{ pytorch: "2.15.0+cu132" }, "beside PyTorch 2.15.0+cu132"],
  [{ compiledSeconds: 312.4 }, "the first numbers were there after 312 s"],
  [{ something: "else" }, undefined],
];

Deno.test("rowText() says what a row found", () => {
  for (const [row, text] of ROWS) assert.equal(rowText(row), text);
});

Deno.test("the lines are there in Korean, too", async () => {
  const lines = ROWS.flatMap(([, text]) => text ?? []);
  await withLanguage("ko", () => {
    for (const line of lines) assert.match(translate(line), /[가-힣]/, line);
  });
});

Deno.test("showsFault() is true where an op, a comparison or a spec is wrong, and nowhere else", () => {
  assert.deepEqual(ROWS.filter(([row]) => showsFault(row)).map(([, text]) => text!.slice(0, 12)), [
    "wrong result",
    "eager: WRONG",
    "3,100 passed",
  ]);
});

Deno.test("reportLines() prints a step with its limit, its rows and its end", () => {
  const lines: string[] = [];
  const { onStart, onRow, onEnd } = reportLines((line) => lines.push(line));
  onStart({ name: "memory", about: "what for", seconds: 5, async *measure() {} }, 25);
  onRow({ note: "a note" });
  onRow({ something: "else" });
  onEnd({ step: "memory", status: "failed", seconds: 1.5, reason: "why" });
  assert.deepEqual(lines, ["memory: what for (at most 25 s)", "  a note", "  failed after 1.5 s: why"]);
});

Deno.test("fasterOnProcessor() names the shapes that a GPU trains more slowly than the processor", () => {
  const row = (shape: string, engine: string, tokensPerSecond: number) => ({
    ...{ step: "speed", kind: "training", shape, engine, tokensPerSecond },
  });
  const rows = [
    ...[row("12.3M", "ours eager", 90), row("12.3M", "processor", 50), row("12.3M", "PyTorch eager", 10)],
    ...[row("0.8M", "ours eager", 10), row("0.8M", "processor", 50)],
  ];
  assert.deepEqual(fasterOnProcessor(rows), ["0.8M"]);
  assert.deepEqual(fasterOnProcessor(rows.filter(({ engine }) => engine !== "processor")), []);
});
