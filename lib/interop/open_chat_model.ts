/** A Hugging Face folder of a model that chats: weights, tokenizer and chat template together. */
import type { GPTConfig } from "../gpt/config.ts";
import type { TextCodec } from "../gpt/generate_text.ts";
import type { GPTParams } from "../gpt/gpt.ts";
import { disposeParams } from "../nn/mod.ts";
import { readTokenizerJson, type Tokenizer } from "../tokenizers/mod.ts";
import { readChatTemplate, renderChat, type TemplateMessage } from "./chat_template.ts";
import { importFromHuggingFace, type ImportOptions } from "./hugging_face_import.ts";

/** A `Model` of lib/gpt with what a chat needs. The caller disposes the params. */
export interface ChatModel {
  readonly params: GPTParams;
  readonly config: GPTConfig;
  readonly tokenizer: Tokenizer;
  /** Token ids that end an answer; an option of `generate` of lib/gpt. */
  readonly stopTokens: readonly number[];
  /**
   * For `generateText` and `streamText`. It encodes the special tokens that `prompt` writes. As in transformers, a message that
   * contains a special token's name becomes that token, too.
   */
  readonly codec: TextCodec;
  /** Returns the conversation as one text, in the form of the model's chat template. The answer follows it. */
  prompt(messages: readonly TemplateMessage[]): string;
}

/**
 * Opens the folder.
 *
 * @param o `weights: "bfloat16"` halves the memory of a large model
 * @throws {Error} naming the folder: what `importFromHuggingFace` refuses, no tokenizer, or no chat template (a base model)
 */
export async function openChatModel(
  folder: string,
  o: Pick<ImportOptions, "weights"> = {},
): Promise<ChatModel> {
  const { params, config, tokenizerJson, stopTokens } = await importFromHuggingFace(folder, o);
  try {
    const template = await readChatTemplate(folder);
    if (tokenizerJson === null) throw new RangeError("it has no tokenizer.json");
    if (template === null) {
      throw new RangeError(
        "it has no chat template: a model that continues texts and was not trained to chat",
      );
    }
    const tokenizer = readTokenizerJson(tokenizerJson);
    return {
      params,
      config,
      tokenizer,
      stopTokens,
      codec: {
        encode: (text) => tokenizer.encode(text, { allowedSpecial: "all", addSpecials: false }),
        decode: (ids) => tokenizer.decode(ids),
        stream: () => tokenizer.stream(),
      },
      prompt: (messages) => renderChat(template, messages),
    };
  } catch (error) {
    disposeParams(params);
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`opening the chat model ${folder}: ${reason}`, { cause: error });
  }
}
