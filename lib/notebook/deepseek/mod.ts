/** The corpus, models and recorded rows of notebook 12. */
export { fastestCall } from "./fastest_call.ts";
export { type MixedCorpus, mixedCorpus } from "./mixed_corpus.ts";
export { recordedVariants } from "./recorded_variants.ts";
export { runVariant, type VariantRow } from "./run_variant.ts";
export { DEEPSEEK_RECIPE, variantNamed, VARIANTS } from "./variants.ts";
