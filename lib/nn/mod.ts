export {
  countParams,
  disposeParams,
  flattenParams,
  mapParams,
  type Params,
  unflattenParams,
} from "./params.ts";
export { foldIn, randomNormal, randomUniform, type Seed, seed } from "./random.ts";
