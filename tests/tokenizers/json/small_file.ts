/** A small tokenizer.json for tests. */

// deno-lint-ignore no-explicit-any
export type Json = any;

/** A small valid file, changed by `change`. */
export function file(change: (json: Json) => void): string {
  const json = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [{ id: 0, content: "<end>", special: true }],
    normalizer: null,
    pre_tokenizer: { type: "WhitespaceSplit" },
    post_processor: null,
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "BPE",
      continuing_subword_prefix: "##",
      vocab: { "<end>": 0, a: 1, "##b": 2, ab: 3 },
      merges: [["a", "##b"]],
    },
  };
  change(json);
  return JSON.stringify(json);
}

export const wordPiece = {
  type: "WordPiece",
  unk_token: "<end>",
  continuing_subword_prefix: "##",
  max_input_chars_per_word: 100,
  vocab: { "<end>": 0, a: 1 },
};
