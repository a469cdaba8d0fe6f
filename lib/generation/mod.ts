export {
  defaultSampleOptions,
  resolveSampleOptions,
  sample,
  type SampleOptions,
  warpLogits,
} from "./sample.ts";
