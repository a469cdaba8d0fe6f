/** Cuts texts into tokens beside the page: GPT-2's 50,257 tokens are 0.8 MB. Bundled into assets/play/tokenizer-worker.js. */
import type { ByteLevelTokenizer } from "../../../../tokenizers/byte_level.ts";
import { gpt2Tokenizer } from "../../../../tokenizers/gpt2.ts";
import { unpackTokenizer } from "../page_tokenizer.ts";
import { cutText } from "./cut_text.ts";
import type { TokenizerRequest } from "./protocol.ts";
import { serve } from "./serve.ts";

let tokenizers: Record<"gpt2" | "ours", ByteLevelTokenizer> | undefined;

serve<TokenizerRequest>(async (request) => {
  if (request.kind === "load") {
    tokenizers = { gpt2: await gpt2Tokenizer(), ours: unpackTokenizer(request.tokenizer) };
    return {};
  }
  if (!tokenizers) throw new Error("the tokenizers are not loaded; reload the page");
  return cutText(tokenizers, request.text);
});
