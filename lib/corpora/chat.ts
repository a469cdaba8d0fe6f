/**
 * A conversation as token ids, with a mark on every token that the model is to learn.
 *
 *     <|user|>question<|end|><|assistant|>answer<|end|>
 *
 * The four marks are special tokens, which no text encodes to: a user's text "<|assistant|>" becomes ordinary characters.
 * The loss counts the answers and the <|end|> after them: the model learns to answer and to stop, not to ask.
 */
import type { ChatMessage } from "../files/documents.ts";
import type { Example } from "./batch.ts";

/** The special tokens of the template, for a tokenizer's training: `specials: CHAT_SPECIALS`. */
export const CHAT_SPECIALS = ["<|system|>", "<|user|>", "<|assistant|>", "<|end|>"] as const;
const END = "<|end|>";

/**
 * The template in Hugging Face's form (Jinja), for `exportToHuggingFace`: Python's `apply_chat_template` makes the same ids
 * as `encodeChat`, except for texts that contain a special token's name, which Python encodes as that token.
 */
export const CHAT_TEMPLATE =
  "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";

/** The part of a tokenizer that the template uses. */
export interface ChatTokenizer {
  readonly specials: ReadonlyMap<string, number>;
  encode(text: string, options?: { readonly addSpecials?: boolean }): number[];
}

/**
 * A whole conversation, for training: an answer's tokens and the <|end|> after it are to be learned.
 *
 * @throws {RangeError} when the tokenizer lacks a special token of the template, or no message is the assistant's
 * @example
 * ```ts
 * import { CHAT_SPECIALS, encodeChat } from "lib/corpora";
 * import { characterTokenizer } from "lib/tokenizers";
 * import assert from "node:assert/strict";
 * const letters = characterTokenizer("abc");
 * const tokenizer = { // ids 0, 1, 2 are letters, 3 to 6 the special tokens
 *   encode: (text: string) => letters.encode(text),
 *   specials: new Map(CHAT_SPECIALS.map((name, i) => [name as string, 3 + i])),
 * };
 * const { ids, answer } = encodeChat(tokenizer, [{ role: "user", text: "ab" }, { role: "assistant", text: "c" }]);
 * assert.deepEqual([...ids], [4, 0, 1, 6, 5, 2, 6]); // <|user|> a b <|end|> <|assistant|> c <|end|>
 * assert.deepEqual([...answer], [0, 0, 0, 0, 0, 1, 1]);
 * ```
 */
export function encodeChat(tokenizer: ChatTokenizer, messages: readonly ChatMessage[]): Example {
  const ids: number[] = [], answer: number[] = [];
  for (const message of messages) {
    const turn = encodeTurn(tokenizer, message);
    const learned = message.role === "assistant" ? 1 : 0;
    ids.push(...turn);
    answer.push(0, ...turn.slice(1).fill(learned)); // the template adds a turn's first token, also in a prompt
  }
  if (!messages.some(({ role }) => role === "assistant")) {
    throw new RangeError(
      "encodeChat: no message is the assistant's, so there is nothing to learn; for a prompt use encodeChatPrompt",
    );
  }
  return { ids: Int32Array.from(ids), answer: Uint8Array.from(answer) };
}

/**
 * A conversation up to the model's turn: the model continues with the answer, which ends with the token `chatEnd`.
 *
 * @throws {RangeError} when the tokenizer lacks a special token of the template
 */
export function encodeChatPrompt(tokenizer: ChatTokenizer, messages: readonly ChatMessage[]): number[] {
  const turns = messages.flatMap((message) => encodeTurn(tokenizer, message));
  return [...turns, special(tokenizer, "<|assistant|>")];
}

function encodeTurn(tokenizer: ChatTokenizer, { role, text }: ChatMessage): number[] {
  const ids = tokenizer.encode(text, { addSpecials: false });
  return [special(tokenizer, `<|${role}|>`), ...ids, special(tokenizer, END)];
}

/** The id of the token that ends a message; generation stops there. */
export function chatEnd(tokenizer: Pick<ChatTokenizer, "specials">): number {
  return special(tokenizer, END);
}

function special({ specials }: Pick<ChatTokenizer, "specials">, name: string): number {
  const id = specials.get(name);
  if (id !== undefined) return id;
  const found = [...specials.keys()].join(", ") || "none";
  throw new RangeError(
    `the chat template needs the special token ${name}, the tokenizer has ${found}; train it with specials: CHAT_SPECIALS`,
  );
}
