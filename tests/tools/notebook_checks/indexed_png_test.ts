import assert from "node:assert/strict";
import { decode, encode } from "fast-png";
import { indexedPng } from "../../../lib/tools/notebook_checks/indexed_png.ts";

function pngOf(colours: readonly (readonly number[])[], width = colours.length): Uint8Array {
  const data = Uint8Array.from(colours.flat());
  return encode({ width, height: colours.length / width, channels: colours[0].length, data });
}

/** The colours of a picture with a palette, pixel by pixel. */
function coloursOf(png: Uint8Array): number[][] {
  const { data, palette } = decode(png);
  return Array.from(data, (index) => [...palette![index]]);
}

Deno.test("indexedPng() keeps every colour of a picture that has few, with and without opacity", () => {
  const colours = [[255, 255, 255], [0, 114, 178], [255, 255, 255], [36, 41, 47]];
  const small = indexedPng(pngOf(colours, 2));
  assert.deepEqual(coloursOf(small), colours);
  assert.deepEqual([decode(small).width, decode(small).height], [2, 2]);
  assert.deepEqual(coloursOf(indexedPng(pngOf(colours.map((rgb) => [...rgb, 255]), 2))), colours);
});

Deno.test("indexedPng() keeps the frequent colours of a picture that has many, and all others are near", () => {
  const paper = Array.from({ length: 3000 }, () => [255, 255, 255]);
  const lines = Array.from({ length: 1000 }, () => [213, 94, 0]);
  const edges = Array.from({ length: 1000 }, (_, i) => [255 - i % 256, 200 - i % 100, i % 250]);
  const colours = [...paper, ...lines, ...edges];
  const found = coloursOf(indexedPng(pngOf(colours, 100)));
  assert.deepEqual(found.slice(0, 4000), colours.slice(0, 4000));
  const far = found.filter((colour, i) =>
    colour.some((channel, c) => Math.abs(channel - colours[i][c]) > 30)
  );
  assert.equal(far.length, 0);
});

Deno.test("indexedPng() refuses a picture without colours", () => {
  const grey = encode({ width: 1, height: 1, channels: 1, data: Uint8Array.of(7) });
  assert.throws(() => indexedPng(grey), { name: "RangeError", message: /1 channels of 8 bits/ });
});
