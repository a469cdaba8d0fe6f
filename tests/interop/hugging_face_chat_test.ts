/** Python's apply_chat_template on our export gives the ids of our chat template. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { CHAT_SPECIALS, encodeChat, encodeChatPrompt } from "lib/corpora";
import { CHAT_TEMPLATE } from "../../lib/corpora/chat.ts";
import type { ChatMessage } from "../../lib/files/documents.ts";
import { exportToHuggingFace } from "lib/interop";
import { initGPT, nanoGPTCharConfig } from "lib/gpt";
import { disposeParams, seed } from "lib/nn";
import { trainByteLevel, trainPipeline, writeTokenizerJson } from "lib/tokenizers";
import { runTorchPython, torchTest } from "../torch_python.ts";

const SCRIPT = `
import json, sys
from transformers import AutoTokenizer
chats = json.loads(sys.argv[2])
tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
encode = lambda chat, **o: tokenizer.apply_chat_template(chat, tokenize=True, return_dict=False, **o)
print(json.dumps({"eos": tokenizer.eos_token, "whole": [encode(c) for c in chats],
                  "prompts": [encode(c[:-1], add_generation_prompt=True) for c in chats]}))
`;

const chats: readonly (readonly ChatMessage[])[] = [
  [{ role: "user", text: "대한민국의 수도는 어디인가요?" }, { role: "assistant", text: "서울입니다." }],
  [
    { role: "system", text: "Answer in one sentence." },
    { role: "user", text: "What is tomorrow?" },
    { role: "assistant", text: "Tuesday  it's, \n'quoted'." },
    { role: "user", text: "{{ 1 + 1 }} {% if %}" },
    { role: "assistant", text: "" },
  ],
];

torchTest(
  "apply_chat_template in Python gives the ids of encodeChat and encodeChatPrompt",
  async (folder) => {
    await tf.setBackend("cpu");
    const text = chats.flat().map(({ text }) => text).join("\n").repeat(3);
    const tokenizers = [
      trainByteLevel([text], { vocabSize: 330, specials: CHAT_SPECIALS }),
      trainPipeline([text], { vocabSize: 200, specials: CHAT_SPECIALS }),
    ];
    for (const [i, tokenizer] of tokenizers.entries()) {
      const config = { ...nanoGPTCharConfig, nLayer: 1, nEmbd: 8, vocabSize: tokenizer.vocabSize };
      const params = initGPT(config, seed(1));
      await exportToHuggingFace(`${folder}/${i}`, {
        params,
        config,
        tokenizerJson: writeTokenizerJson(tokenizer),
        chatTemplate: CHAT_TEMPLATE,
        endOfText: "<|end|>",
      });
      disposeParams(params);
      const asked = chats.map((chat) => chat.map(({ role, text }) => ({ role, content: text })));
      const answer = JSON.parse(
        await runTorchPython(["-c", SCRIPT, `${folder}/${i}`, JSON.stringify(asked)]),
      );
      assert.equal(answer.eos, "<|end|>");
      assert.deepEqual(
        answer.whole,
        chats.map((chat) => [...encodeChat(tokenizer, chat).ids]),
        tokenizer.name,
      );
      assert.deepEqual(answer.prompts, chats.map((chat) => encodeChatPrompt(tokenizer, chat.slice(0, -1))));
    }
  },
);
