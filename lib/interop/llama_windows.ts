/** Sliding windows in config.json of the Llama family: each model says in another way which layers have one. */
import { type Fields, flag, show, size } from "./hugging_face_fields.ts";

/** What transformers takes for fields that are missing. (A `sliding_window` of null says that there is no window.) */
const MISSING = { sliding_window: 4096, max_window_layers: 28 };

/**
 * Each layer's window in tokens, null for a layer without one; undefined where no layer has one.
 *
 * @throws {RangeError | TypeError} that names the field
 */
export function readWindows(fields: Fields, nLayer: number): (number | null)[] | undefined {
  const type = fields.model_type as string;
  const isUsed = type !== "llama" && (!type.startsWith("qwen") || flag(fields, "use_sliding_window", false));
  const { sliding_window = MISSING.sliding_window } = fields;
  if (!isUsed || sliding_window === null) return undefined;
  const window = size({ sliding_window }, "sliding_window");
  const types = layerTypes(fields, nLayer);
  return types.map((isSliding) => isSliding ? window : null);
}

/** Which layers have a sliding window, for a model that has one. */
function layerTypes(fields: Fields, nLayer: number): boolean[] {
  const { model_type: type, layer_types: types, sliding_window_pattern: pattern = 4 } = fields;
  const layers = Array.from({ length: nLayer }, (_, i) => i);
  if (types != null) {
    const isKnown = (name: unknown) => name === "sliding_attention" || name === "full_attention";
    if (!Array.isArray(types) || types.length !== nLayer || !types.every(isKnown)) {
      throw new RangeError(
        `layer_types must be "full_attention" or "sliding_attention" for each of ${nLayer} layers, found ` +
          `${show(types)}`,
      );
    }
    return types.map((name) => name === "sliding_attention");
  }
  if (type === "mistral") return layers.map(() => true); // with layer_types, transformers reads it as a Ministral
  if (type !== "exaone4") {
    const { max_window_layers = MISSING.max_window_layers } = fields;
    const first = max_window_layers === 0 ? 0 : size({ max_window_layers }, "max_window_layers");
    return layers.map((i) => i >= first);
  }
  // "LLLG": three local layers, then a global one; 4 says the same.
  const period = typeof pattern === "string"
    ? pattern.length
    : size({ sliding_window_pattern: pattern }, "sliding_window_pattern");
  if (typeof pattern === "string" && !/^L*G$/.test(pattern)) {
    throw new RangeError(
      `sliding_window_pattern is ${show(pattern)}; lib/gpt reads some L, then one G, as in "LLLG"`,
    );
  }
  return layers.map((i) => (i + 1) % period !== 0);
}
