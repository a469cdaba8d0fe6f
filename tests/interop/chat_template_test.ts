/** Chat templates give the texts that Python's transformers renders with Jinja. */
import assert from "node:assert/strict";
import { readChatTemplate, renderChat, type TemplateMessage } from "lib/interop";
import { inTemporaryFolder } from "../torch_python.ts";

interface Row {
  readonly template: string;
  /** index in `chats` */
  readonly chat: number;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly addGenerationPrompt: boolean;
  /** null where the template refuses the conversation */
  readonly text: string | null;
}

const { specials, templates, chats, rows }: {
  specials: Record<string, string>;
  templates: Record<string, string>;
  chats: TemplateMessage[][];
  rows: Row[];
} = JSON.parse(await Deno.readTextFile(new URL("../fixtures/chat/chats.json", import.meta.url)));

for (const name of Object.keys(templates)) {
  Deno.test(`renderChat() gives transformers' text: the template "${name}"`, () => {
    const own = rows.filter(({ template }) => template === name);
    assert.ok(own.some(({ text }) => text !== null));
    for (const row of own) {
      const { chat, text, ...o } = row;
      const render = () => renderChat({ source: templates[name], specials }, chats[chat], o);
      if (text === null) assert.throws(render, /rendering a conversation/);
      else assert.equal(render(), text, JSON.stringify(o));
    }
  });
}

Deno.test("a template that refuses a conversation says why", () => {
  const messages = [{ role: "assistant", content: "x" }];
  const render = () => renderChat({ source: templates.instructions, specials }, messages);
  assert.throws(render, /rendering a conversation of 1 messages: .*roles must alternate user, assistant/);
  assert.throws(() => renderChat({ source: "{% for %}", specials }, messages), /rendering a conversation/);
});

Deno.test("a long chain of joined values is rendered as fast as a short one", () => {
  const source = `{{ ${Array(200).fill("none").join(" ~ ")} }}`; // evaluated four times a link, it would never end
  assert.equal(renderChat({ source, specials }, []), "None".repeat(200));
});

Deno.test("readChatTemplate() finds the template where transformers writes it", () =>
  inTemporaryFolder(async (folder) => {
    const write = (name: string, value: unknown) =>
      Deno.writeTextFile(`${folder}/${name}`, typeof value === "string" ? value : JSON.stringify(value));
    assert.equal(await readChatTemplate(folder), null);
    const tokens = { bos_token: { content: "<s>", lstrip: false }, eos_token: "</s>", pad_token: null };
    await write("tokenizer_config.json", tokens);
    assert.equal(await readChatTemplate(folder), null);
    await write("tokenizer_config.json", { ...tokens, chat_template: "A" });
    assert.deepEqual(await readChatTemplate(folder), { source: "A", specials });
    const more = { sep_token: "[SEP]", cls_token: { content: "[CLS]" }, mask_token: "[MASK]" };
    await write("tokenizer_config.json", { ...tokens, ...more, chat_template: "A" });
    assert.deepEqual((await readChatTemplate(folder))?.specials, {
      ...specials,
      sep_token: "[SEP]",
      cls_token: "[CLS]",
      mask_token: "[MASK]",
    });
    const named = [{ name: "tool_use", template: "T" }, { name: "default", template: "D" }];
    await write("tokenizer_config.json", { ...tokens, chat_template: named });
    assert.equal((await readChatTemplate(folder))?.source, "D");
    await write("tokenizer_config.json", { ...tokens, chat_template: named.slice(0, 1) });
    await assert.rejects(readChatTemplate(folder), /must hold a text, or a list with one named "default"/);
    await write("chat_template.jinja", "B");
    assert.equal((await readChatTemplate(folder))?.source, "B");
  }));
