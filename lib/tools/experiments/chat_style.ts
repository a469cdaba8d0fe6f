/**
 * `deno task experiments:chat-style`: DPO on pairs of answers in two styles of Korean, and what it changes besides the style
 * (notebook 13).
 *
 * Each seed has a start of its own, which all trainings with this seed begin from. The seeds were fixed before the first
 * run. One trial came before, on seed 0 and not recorded, with a shorter training of the start and 60 steps of DPO: it lost
 * most right answers, so the trainings here have 40 steps.
 * --record saves each row in assets/results/chat-style.json as it ends; rows that are there already are skipped.
 */
import { parseArgs } from "node:util";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import type { Model } from "../../gpt/mod.ts";
import { disposeParams } from "../../nn/mod.ts";
import { readResult, recordedChatStyle, recordResult, type StyleRow } from "../../notebook/mod.ts";
import { styleQuestions, styleTokenizer, trainChatStart } from "../../notebook/chat_style/chat_start.ts";
import {
  answersInStyle,
  drawStylePairs,
  scoreStyle,
  STYLE_VARIANTS,
  type StyleAnswer,
  stylePaper,
  type StyleVariant,
  trainStyle,
} from "../../notebook/chat_style/style_pairs.ts";
import { cpuSeconds } from "../../statistics/cpu_time.ts";
import { measuredOn } from "../bench/measured_on.ts";
import { wholeNumbers } from "./whole_numbers.ts";

const USAGE = `deno task experiments:chat-style [options]

Trains, for each seed, a start, and from it:
${Object.entries(STYLE_VARIANTS).map(([name, { what }]) => `  ${name.padEnd(16)}${what}`).join("\n")}

  --seeds N,…   default 1,2,3; each has its own start
  --record      save rows in assets/results/chat-style.json, and skip those that are there`;

const NAMES = Object.keys(STYLE_VARIANTS) as StyleVariant[];

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      seeds: { type: "string", default: "1,2,3" },
      record: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (flags.help) return console.log(USAGE);
  const seeds = wholeNumbers("experiments:chat-style: --seeds", flags.seeds, { least: 0 });
  const device = await useDevice();
  const questions = styleQuestions({ frames: "train" }), tokenizer = styleTokenizer(questions);
  const paper = stylePaper(styleQuestions({ frames: "heldOut" }));
  const rows = () => flags.record ? recordedChatStyle().rows : [];
  const began = performance.now(), before = flags.record ? readResult("chat-style")?.minutes ?? 0 : 0;
  const save = (row: StyleRow) => {
    console.log(JSON.stringify(row));
    if (!flags.record) return;
    const order = ["start", ...NAMES];
    const all = [...rows(), row].sort((a, b) =>
      a.seed - b.seed || order.indexOf(a.name) - order.indexOf(b.name)
    );
    recordResult({
      name: "chat-style",
      command: "deno task experiments:chat-style --record",
      ...measuredOn(device),
      seed: 1,
      minutes: before + (performance.now() - began) / 60_000,
      rows: all.map((one) => ({ ...one })),
    });
  };
  for (const seed of seeds) {
    const has = (name: StyleRow["name"]) => rows().some((row) => row.name === name && row.seed === seed);
    const wanted = NAMES.filter((name) => !has(name));
    if (wanted.length === 0) continue;
    let startAnswers: readonly StyleAnswer[] | undefined;
    const measure = async (name: StyleRow["name"], make: () => Promise<Model>): Promise<Model> => {
      const cpu = cpuSeconds(), model = await make(), trained = cpuSeconds() - cpu;
      const answers = await answersInStyle(model, { tokenizer, paper, compile: jit });
      startAnswers ??= answers;
      if (!has(name)) {
        const scores = await scoreStyle(model, { tokenizer, paper, answers, startAnswers });
        save({ name, seed, cpuSeconds: trained, ...scores });
      }
      return model;
    };
    const start = await measure("start", () => trainChatStart(questions, { tokenizer, seed, compile: jit }));
    const pairs = drawStylePairs(questions, { seed });
    for (const variant of wanted) {
      const o = { variant, pairs, tokenizer, seed, compile: jit };
      const model = await measure(variant, () => trainStyle(start, o));
      disposeParams(model.params);
    }
    disposeParams(start.params);
  }
}

if (import.meta.main) await main();
