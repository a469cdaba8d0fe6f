/**
 * Chat templates of Hugging Face's models: a conversation as the text that the model was trained on.
 *
 * A template is a small program in Jinja, Python's template language. `@huggingface/jinja` runs it. Our own models have
 * the template of lib/corpora/chat.ts, which needs no Jinja here.
 */
import { Template } from "@huggingface/jinja";
import { readJsonFile, readOptionalText } from "./hugging_face_json.ts";
import { writeAsPython } from "./python_text.ts";

/** A message as templates read it: most have `role` and `content`. */
export type TemplateMessage =
  & { readonly role: string; readonly content: string | null }
  & Readonly<Record<string, unknown>>;

interface ChatTemplate {
  /** The template's source. */
  readonly source: string;
  /** What a template calls `bos_token`, `eos_token` …, by name. */
  readonly specials: Readonly<Record<string, string>>;
}

/**
 * Reads a folder's chat template: `chat_template.jinja`, else `chat_template` of tokenizer_config.json.
 *
 * @returns null if the model has none
 * @throws {Error} naming the folder, where the files are damaged
 */
export async function readChatTemplate(folder: string): Promise<ChatTemplate | null> {
  const file = await readOptionalText(`${folder}/chat_template.jinja`);
  const config = (await readJsonFile(folder, "tokenizer_config.json") ?? {}) as Record<string, unknown>;
  const source = file ?? defaultTemplate(config.chat_template);
  if (source === null) return null;
  const specials: Record<string, string> = {};
  for (const name of ["bos", "eos", "pad", "unk", "sep", "cls", "mask"].map((name) => `${name}_token`)) {
    const value = config[name];
    const text = typeof value === "object" ? (value as { content?: unknown } | null)?.content : value;
    if (typeof text === "string") specials[name] = text;
  }
  return { source, specials };
}

/** One template, or the one named "default" of several. */
function defaultTemplate(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  const named = Array.isArray(value) ? value.find((one) => one?.name === "default")?.template : undefined;
  if (typeof named === "string") return named;
  throw new TypeError(
    'reading the chat template: tokenizer_config.json must hold a text, or a list with one named "default"',
  );
}

/**
 * The conversation as one text. Encode it with the special tokens it names:
 * `tokenizer.encode(text, { allowedSpecial: "all", addSpecials: false })`, because most templates begin with the token
 * that a tokenizer would add itself.
 *
 * @param o `addGenerationPrompt`: whether the text ends where the model's answer begins, default true; `variables`: more
 *   names that a template may read, such as `enable_thinking` or `tools`
 * @throws {Error} with the template's own message where it refuses the conversation, or is no Jinja
 * @example
 * ```ts
 * import { renderChat } from "lib/interop";
 * import assert from "node:assert/strict";
 * const source = "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{{ eos_token }}{% endfor %}<|assistant|>";
 * const text = renderChat({ source, specials: { eos_token: "</s>" } }, [{ role: "user", content: "안녕" }]);
 * assert.equal(text, "<|user|>안녕</s><|assistant|>");
 * ```
 */
export function renderChat(
  template: ChatTemplate,
  messages: readonly TemplateMessage[],
  o: { readonly addGenerationPrompt?: boolean; readonly variables?: Readonly<Record<string, unknown>> } = {},
): string {
  const { addGenerationPrompt = true, variables } = o;
  try {
    const jinja = new Template(template.source);
    writeAsPython(jinja.parsed);
    return jinja.render({
      ...template.specials,
      ...variables,
      messages: messages.map((message) => ({ ...message })),
      add_generation_prompt: addGenerationPrompt,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new Error(`rendering a conversation of ${messages.length} messages: the template says: ${reason}`, {
      cause,
    });
  }
}
