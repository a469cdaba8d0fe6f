export {
  type FinishReason,
  generate,
  type GeneratedStep,
  type GenerateOptions,
  type Model,
} from "./generate.ts";
export {
  type Continuation,
  generateText,
  generateTexts,
  streamText,
  type TextCodec,
  undecodableTokens,
} from "./generate_text.ts";
export { makeStep } from "./step.ts";
export type { Compile } from "./step.ts";
export {
  defaultSampleOptions,
  resolveSampleOptions,
  sample,
  type SampleOptions,
  warpLogits,
} from "./sample.ts";
