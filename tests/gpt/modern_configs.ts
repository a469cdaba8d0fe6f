/** Small models with newer parts than GPT-2's: each part alone, and the parts of whole models together. */
import * as tf from "@tensorflow/tfjs";
import { type GPTConfig, type GPTParams, initGPT, llamaParts, nanoGPTCharConfig } from "lib/gpt";
import { mapParams, randomNormal, seed } from "lib/nn";

export const small: GPTConfig = {
  ...nanoGPTCharConfig,
  vocabSize: 19,
  blockSize: 12,
  nLayer: 3,
  nHead: 4,
  nEmbd: 8,
};
const grouped = { nKVHead: 2, headDim: 6, nInner: 10 };

const latent = { kvRank: 5, nopeDim: 6, ropeDim: 4, valueDim: 3 };
const experts = { count: 6, topK: 2, nInner: 5 };

export const modernConfigs: Readonly<Record<string, GPTConfig>> = {
  "RMSNorm": { ...small, norm: "rmsNorm" },
  "DyT": { ...small, norm: "dyt" },
  "rotary positions": { ...small, rotary: { theta: 100 } },
  "SwiGLU": { ...small, activation: "swiglu" },
  "grouped queries": { ...small, nKVHead: 1 },
  "QK-norm": { ...small, qkNorm: true },
  "no biases": { ...small, bias: false },
  "windows": { ...small, windows: [3, null, 1] },
  "norms on results": { ...small, outputNorm: true },
  "latent attention": { ...small, qkvBias: false, rotary: { theta: 100 }, latent },
  "experts": { ...small, experts },
  "DeepSeek-V2": {
    ...small,
    ...llamaParts,
    ...{ latent, experts: { ...experts, nShared: 2, denseLayers: 1, normalise: false, scale: 2 } },
  },
  "DeepSeek-V3": {
    ...small,
    ...llamaParts,
    latent: { ...latent, qRank: 7, scoreFactor: 1.3 },
    experts: {
      ...experts,
      ...{
        nShared: 1,
        denseLayers: 1,
        scores: "sigmoid",
        routerBias: true,
        groups: 3,
        keptGroups: 2,
        scale: 2.5,
      },
    },
    windows: [null, 4, null],
  },
  "Llama": { ...small, ...llamaParts, ...grouped, rotary: { theta: 500 } },
  "Qwen2": { ...small, ...llamaParts, ...grouped, qkvBias: true, windows: [null, 4, 4], tiedHead: false },
  "Mistral": { ...small, ...llamaParts, ...grouped, windows: [3, 3, 3] },
  "EXAONE 4": {
    ...small,
    ...llamaParts,
    ...grouped,
    ...{ qkNorm: true, outputNorm: true, windows: [3, 3, null], rotary: { theta: 100, onlyInWindows: true } },
  },
};

/** Weights so large that every part has an effect. */
export const strongParams = (config: GPTConfig): GPTParams =>
  mapParams((p, name) => {
    const noise = randomNormal(p.shape, seed(name.length + name.charCodeAt(3)), { std: 0.4 });
    return p.rank === 1 ? tf.add(p, noise) : noise;
  }, initGPT(config, seed(1)));
