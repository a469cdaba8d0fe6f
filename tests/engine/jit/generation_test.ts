import assert from "node:assert/strict";
import { generate, type GenerateOptions, type GPTConfig, initGPT } from "lib/gpt";
import { jit, type JitMode } from "lib/engine/jit";
import { disposeParams, seed } from "lib/nn";
import { jitTest } from "./engine.ts";

const CONFIG: GPTConfig = {
  vocabSize: 17,
  blockSize: 64,
  nLayer: 2,
  nHead: 2,
  nEmbd: 8,
  dropout: 0,
  qkvBias: true,
  tiedHead: true,
};

for (const mode of ["graph", "xla"] as const) {
  for (const [name, options] of [["greedy", { temperature: 0 }], ["top-k", { topK: 5 }]] as const) {
    jitTest(`compiled generation draws the tokens of uncompiled (${name}, ${mode})`, async () => {
      const params = initGPT(CONFIG, seed(1));
      const tokens = async (compile?: GenerateOptions["compile"]) => {
        const drawn = [];
        const o = { maxNewTokens: 12, seed: 5, compile, ...options };
        for await (const step of generate({ params, config: CONFIG }, [[1, 2, 3], [4]], o)) {
          drawn.push(step.tokens);
        }
        return drawn;
      };
      const { compile, programs } = compiler(mode);
      assert.deepEqual(await tokens(compile), await tokens());
      assert.ok(
        programs() >= 1 && programs() <= 2,
        "one program for the prompt, one for the tokens after it",
      );
      disposeParams(params);
    });
  }
}

/** `jit` as the library takes it, counting programs. */
function compiler(mode: JitMode): { compile: GenerateOptions["compile"]; programs: () => number } {
  const traces: (readonly unknown[])[] = [];
  const compile: GenerateOptions["compile"] = (f) => {
    const compiled = jit(f, { mode });
    traces.push(compiled.traces);
    return compiled;
  };
  return { compile, programs: () => traces.flat().length };
}
