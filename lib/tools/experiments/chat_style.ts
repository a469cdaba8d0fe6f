/**
 * `deno task experiments:chat-style`: DPO on pairs of answers in two styles of Korean, and what it changes besides the style
 * (notebook 13).
 *
 * Each seed has a start of its own, which all trainings with this seed begin from. The seeds were fixed before the first
 * run. One trial came before, on seed 0 and not recorded, with a shorter training of the start and 60 steps of DPO: it lost
 * most right answers, so the trainings here have 40 steps.
 * --record saves each row in assets/results/chat-style.json as it ends; rows that are there already are skipped.
 */
import { Command } from "commander";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import type { Model } from "../../gpt/mod.ts";
import { disposeParams } from "../../nn/mod.ts";
import type { StyleRow } from "../../notebook/mod.ts";
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
import { seedsOption } from "./flags.ts";
import { RecordedRows } from "./recorded_rows.ts";

const NAMES = Object.keys(STYLE_VARIANTS) as StyleVariant[];

async function main({ seeds, record }: { seeds: readonly number[]; record: boolean }): Promise<void> {
  const device = await useDevice();
  const questions = styleQuestions({ frames: "train" }), tokenizer = styleTokenizer(questions);
  const paper = stylePaper(styleQuestions({ frames: "heldOut" }));
  const order = ["start", ...NAMES];
  const rows = new RecordedRows<StyleRow>({
    ...{ name: "chat-style", device, record },
    compare: (a, b) => a.seed - b.seed || order.indexOf(a.name) - order.indexOf(b.name),
  });
  for (const seed of seeds) {
    const wanted = NAMES.filter((name) => !rows.has({ name, seed }));
    if (wanted.length === 0) continue;
    let startAnswers: readonly StyleAnswer[] | undefined;
    const measure = async (name: StyleRow["name"], make: () => Promise<Model>): Promise<Model> => {
      const cpu = cpuSeconds(), model = await make(), trained = cpuSeconds() - cpu;
      const answers = await answersInStyle(model, { tokenizer, paper, compile: jit });
      startAnswers ??= answers;
      if (!rows.has({ name, seed })) {
        const scores = await scoreStyle(model, { tokenizer, paper, answers, startAnswers });
        const row = { name, seed, cpuSeconds: trained, ...scores };
        console.log(JSON.stringify(row));
        rows.add(row);
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

if (import.meta.main) {
  const trainings = Object.entries(STYLE_VARIANTS).map(([name, { what }]) => `  ${name.padEnd(16)}${what}`);
  await new Command("deno task experiments:chat-style")
    .description(`Trains, for each seed, a start, and from it:\n${trainings.join("\n")}`)
    .addOption(seedsOption([1, 2, 3]))
    .option("--record", "save rows in assets/results/chat-style.json, and skip those that are there", false)
    .action(main).parseAsync();
}
