/**
 * Makes a PNG with a palette of at most 256 colours: a third of the size, without a visible difference in a chart.
 *
 * The most frequent colours stay exact; all others (mostly at the edges of letters and lines) become the nearest of
 * them. For drawings only: photographs would show bands.
 */
import { decode, encode } from "fast-png";

const LARGEST_PALETTE = 256;

/** Colours at a smaller squared distance (RGB, 0 to 255 each) share an entry of the palette. */
const NEAR = 150;

/**
 * The same picture with a palette.
 *
 * @param png 8 bits a channel, RGB or RGBA; opacity is ignored
 * @throws {RangeError} when it has other channels
 */
export function indexedPng(png: Uint8Array): Uint8Array {
  const { width, height, data, channels, depth } = decode(png);
  if (depth !== 8 || channels < 3) {
    throw new RangeError(`indexedPng: ${channels} channels of ${depth} bits, expected RGB or RGBA of 8 bits`);
  }
  const counts = new Map<number, number>();
  const pixels = Int32Array.from({ length: width * height }, (_, i) => {
    const [r, g, b] = [data[i * channels], data[i * channels + 1], data[i * channels + 2]];
    const colour = r << 16 | g << 8 | b;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
    return colour;
  });
  const palette = choosePalette(counts);
  const index = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour).index]));
  return encode(
    {
      width,
      height,
      channels: 1,
      palette: palette.map((colour) => [...channelsOf(colour)]),
      data: Uint8Array.from(pixels, (colour) => index.get(colour)!),
    },
    { zlib: { level: 9 } },
  );
}

/** The most frequent colours, without those that are near a more frequent one. */
function choosePalette(counts: ReadonlyMap<number, number>): number[] {
  const frequent = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([colour]) => colour);
  if (frequent.length <= LARGEST_PALETTE) return frequent;
  const palette: number[] = [];
  for (const colour of frequent) {
    if (palette.length === LARGEST_PALETTE) break;
    if (nearest(palette, colour).distance >= NEAR) palette.push(colour);
  }
  return palette;
}

function nearest(palette: readonly number[], colour: number): { index: number; distance: number } {
  const [r, g, b] = channelsOf(colour);
  let index = -1, distance = Infinity;
  palette.forEach((candidate, i) => {
    const [R, G, B] = channelsOf(candidate);
    const d = (r - R) ** 2 + (g - G) ** 2 + (b - B) ** 2;
    if (d < distance) [index, distance] = [i, d];
  });
  return { index, distance };
}

function channelsOf(colour: number): [r: number, g: number, b: number] {
  return [colour >> 16 & 255, colour >> 8 & 255, colour & 255];
}
