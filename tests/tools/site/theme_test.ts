import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { connectTheme } from "../../../lib/tools/site/browser/theme.ts";

/** A page whose system is dark, connected to a storage. */
function open(storage: () => Storage): Document {
  const { document } = new JSDOM('<body><button class="theme"></button></body>').window;
  Object.assign(globalThis, { matchMedia: () => ({ matches: true }) });
  connectTheme(document, storage);
  return document;
}
const press = (page: Document) => page.querySelector<HTMLElement>("button.theme")!.click();

Deno.test("the button switches between light and dark, and the choice is kept", () => {
  const kept = new Map<string, string>();
  const storage = () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage);
  const page = open(storage);
  assert.equal(page.body.className, "");
  press(page);
  assert.equal(page.body.className, "light");
  assert.equal(open(storage).body.className, "light");
  press(page);
  assert.equal(page.body.className, "dark");
});

Deno.test("a browser that refuses its storage shows the page all the same, and the button works", () => {
  const page = open(() => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  });
  press(page);
  assert.equal(page.body.className, "light");
});
