import assert from "node:assert/strict";
import { JSDOM, VirtualConsole } from "jsdom";
import { interactiveFigure } from "../../../lib/notebook/plot/interactive_figure.ts";
import { show } from "./bundle.ts";

const options = { picture: "<img alt='a picture'>", alt: "a picture", tools: {} };

/** The page's element after its script ran, and what the script threw. */
async function ran(figure: ReturnType<typeof interactiveFigure>) {
  const thrown: string[] = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on("jsdomError", (error: Error) => thrown.push(error.message));
  const { html } = await show(figure);
  const { window } = new JSDOM(html, { runScripts: "dangerously", virtualConsole });
  return { element: window.document.querySelector(".course-figure")!, thrown };
}

Deno.test("interactiveFigure() draws in the place of its picture", async () => {
  const draw = (element: HTMLElement, { text }: { text: string }) => element.append(text);
  const { element, thrown } = await ran(interactiveFigure({ ...options, data: { text: "</script>" }, draw }));
  assert.equal(element.innerHTML, "&lt;/script&gt;");
  assert.deepEqual(thrown, []);
});

Deno.test("interactiveFigure() keeps its picture when the drawing fails halfway", async () => {
  const draw = (element: HTMLElement) => {
    element.append("half");
    throw new Error("no room");
  };
  const { element, thrown } = await ran(interactiveFigure({ ...options, data: {}, draw }));
  assert.equal(element.children.length, 1);
  assert.equal(element.querySelector("img")!.alt, "a picture");
  assert.match(thrown.join(), /no room/);
});
