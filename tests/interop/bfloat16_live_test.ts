/** Generation with stored weights beside transformers with the same model in bfloat16. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { bfloat16Weights, generate, gpt, type GPTConfig, initGPT, llamaParts, tokenIds } from "lib/gpt";
import { exportToHuggingFace } from "lib/interop";
import { jit } from "lib/engine/jit";
import { useTensorFlow } from "lib/engine/tensorflow";
import { disposeParams, foldIn, mapParams, randomNormal, seed } from "lib/nn";
import { missingLibrary } from "../engine/device/missing_library.ts";
import { runTorchPython, torchTest } from "../torch_python.ts";

/** Logits of the prompt and greedy tokens after it; first all in bfloat16, then the same weights computed in float32. */
const SCRIPT = `
import json, sys, torch
from transformers import AutoModelForCausalLM
ids = torch.tensor([json.loads(sys.argv[2])])
found = {}
for name, dtype in (("bfloat16", torch.bfloat16), ("float32", torch.float32)):
    model = AutoModelForCausalLM.from_pretrained(sys.argv[1], dtype=torch.bfloat16).to(dtype).eval()
    with torch.no_grad():
        logits = model(ids).logits[0].float().flatten().tolist()
        tokens = model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=24, do_sample=False,
                                eos_token_id=None, pad_token_id=0)[0, ids.shape[1]:].tolist()
    found[name] = {"logits": logits, "tokens": tokens}
print(json.dumps(found))
`;

type Found = Record<"bfloat16" | "float32", { readonly logits: number[]; readonly tokens: number[] }>;

const GPT2: GPTConfig = {
  ...{
    vocabSize: 131,
    blockSize: 48,
    nLayer: 2,
    nHead: 4,
    nEmbd: 64,
    dropout: 0,
    qkvBias: true,
    tiedHead: true,
  },
};
const LLAMA: GPTConfig = { ...GPT2, ...llamaParts, nKVHead: 2, nInner: 96 };

for (const [name, config] of [["GPT-2", GPT2], ["Llama", LLAMA]] as const) {
  torchTest(`stored weights give transformers' logits and greedy tokens: ${name}`, async (folder) => {
    if (missingLibrary() !== "") return;
    useTensorFlow();
    await tf.setBackend("tensorflow");
    tf.engine().startScope();
    // Larger than initial weights, so that the likeliest tokens are not near ties. Position embeddings stay float32 in ours,
    // so they are numbers that bfloat16 has.
    const params = mapParams((x, layer) => {
      if (x.shape.length < 2) return x;
      const drawn = randomNormal(x.shape, foldIn(seed(7), layer.length), { std: 0.2 });
      return layer === "wpe.weight" ? tf.div(tf.round(tf.mul(drawn, 64)), 64) : drawn;
    }, initGPT(config, seed(1)));
    await exportToHuggingFace(`${folder}/model`, { params, config });
    const prompt = [5, 99, 130, 0, 64];
    const found: Found = JSON.parse(
      await runTorchPython(["-c", SCRIPT, `${folder}/model`, JSON.stringify(prompt)]),
    );
    const small = bfloat16Weights(params);
    const logits = [...gpt(small, config, tokenIds([prompt], config)).dataSync()];
    const largest = Math.max(...logits.map(Math.abs));
    const change = (other: number[]) => Math.max(...other.map((x, i) => Math.abs(x - logits[i]))) / largest;
    assert.ok(change(found.float32.logits) < 1e-4, `${change(found.float32.logits)}`);
    assert.ok(change(found.bfloat16.logits) < 0.03, `${change(found.bfloat16.logits)}`); // its activations are rounded too
    const tokens: (number | null)[] = [];
    for await (
      const step of generate({ params: small, config }, [prompt], {
        maxNewTokens: 24,
        temperature: 0,
        compile: jit,
      })
    ) tokens.push(step.tokens[0]);
    assert.deepEqual(tokens, found.float32.tokens);
    disposeParams(small);
    tf.engine().endScope();
  });
}
