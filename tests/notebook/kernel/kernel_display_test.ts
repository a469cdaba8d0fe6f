/** LiveText in a notebook whose messages are slow. */
import assert from "node:assert/strict";
import { LiveText } from "../../../lib/notebook/kernel/kernel_display.ts";

Deno.test("LiveText is shown once, also where a change does not wait for the one before it", async () => {
  const outside = Object.getOwnPropertyDescriptor(globalThis, "Deno")!;
  const types: string[] = [];
  const broadcast = (type: string) => {
    types.push(type);
    return Promise.resolve();
  };
  const notebook = Object.create(Deno, { jupyter: { value: { broadcast } } });
  Object.defineProperty(globalThis, "Deno", { ...outside, value: notebook });
  try {
    const line = new LiveText();
    await Promise.all([line.finish("one"), line.finish("two")]);
  } finally {
    Object.defineProperty(globalThis, "Deno", outside);
  }
  assert.deepEqual(types, ["display_data", "update_display_data"]);
});
