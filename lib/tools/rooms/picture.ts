/**
 * Draws lib's folders as SVG: what each holds and what it imports.
 *
 * Folders are in rows; each imports only from lower rows or from its own. An arrow that other arrows imply is left out:
 * notebook imports nn, but also lotto, which imports nn.
 */
import escapeHtml from "escape-html";

export interface Room {
  readonly name: string;
  /** A phrase: what it holds. */
  readonly about: string;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** From top to bottom. */
export const ROWS: readonly (readonly string[])[] = [
  ["tools"],
  ["notebook"],
  ["lotto", "interop"],
  ["tokenizers", "corpora", "training", "gpt"],
  ["files", "nn"],
  ["engine", "statistics"],
];

const WIDTH = 1120, BOX_HEIGHT = 76, ROW_GAP = 48, MARGIN = 20, GAP = 20;
const COLORS: Readonly<Record<string, string>> = { tools: "#e7e5e4", engine: "#e7e5e4", notebook: "#fef3c7" };

/** @param rooms one for each name in ROWS @throws {RangeError} where a room is missing or has no row */
export function roomsPicture(rooms: readonly Room[], arrows: readonly Arrow[]): string {
  const boxes = new Map(ROWS.flatMap((names, row) => {
    const width = (WIDTH - 2 * MARGIN - (names.length - 1) * GAP) / names.length;
    return names.map((name, i) => {
      const room = rooms.find((room) => room.name === name);
      if (!room) throw new RangeError(`roomsPicture: no room "${name}" is given`);
      const x = MARGIN + i * (width + GAP), y = MARGIN + row * (BOX_HEIGHT + ROW_GAP);
      return [name, { ...room, x, y, width, row }] as const;
    });
  }));
  const stray = rooms.find(({ name }) => !boxes.has(name));
  if (stray) throw new RangeError(`roomsPicture: the room "${stray.name}" is in no row of ROWS`);
  const height = 2 * MARGIN + ROWS.length * BOX_HEIGHT + (ROWS.length - 1) * ROW_GAP;
  const lines = withoutImplied(arrows).map(({ from, to }) => {
    const [a, b] = [boxes.get(from)!, boxes.get(to)!];
    if (a.row === b.row) {
      const isRight = b.x > a.x, y = a.y + BOX_HEIGHT / 2;
      const [x1, x2] = isRight ? [a.x + a.width, b.x] : [a.x, b.x + b.width];
      return `<line x1="${x1}" y1="${y}" x2="${x2}" y2="${y}"/>`;
    }
    const [x1, x2] = [a.x + a.width * share(b, a), b.x + b.width * share(a, b)];
    const [y1, y2] = [a.y + BOX_HEIGHT, b.y];
    const bend = Math.min(40, (y2 - y1) / 2);
    return `<path d="M${round(x1)},${y1} C${round(x1)},${y1 + bend} ${round(x2)},${y2 - bend} ${
      round(x2)
    },${y2}"/>`;
  });
  const drawn = [...boxes.values()].map(({ name, about, x, y, width }) =>
    `<g><rect x="${round(x)}" y="${y}" width="${round(width)}" height="${BOX_HEIGHT}" rx="8" fill="${
      COLORS[name] ?? "#dbeafe"
    }"/><text x="${round(x + 12)}" y="${y + 24}" class="name">${escapeHtml(name)}/</text>` +
    wrap(about, width - 24).map((line, i) =>
      `<text x="${round(x + 12)}" y="${y + 45 + 17 * i}">${escapeHtml(line)}</text>`
    ).join("") + "</g>"
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" ` +
    `role="img" aria-label="The folders of lib; arrows point to what a folder imports">
<style>text{font:13px system-ui,"Noto Sans",sans-serif;fill:#1c1917}.name{font-weight:700;font-size:16px}rect{stroke:#78716c}line,path{stroke:#78716c;stroke-width:1.5;fill:none;marker-end:url(#head)}</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0L8,4L0,8Z" style="fill:#78716c;stroke:none;marker-end:none"/></marker></defs>
<rect width="${WIDTH}" height="${height}" fill="#ffffff" style="stroke:none"/>
${lines.join("\n")}
${drawn.join("\n")}
</svg>
`;
}

/** The arrows whose end cannot be reached by a longer way. */
export function withoutImplied(arrows: readonly Arrow[]): Arrow[] {
  const reaches = (from: string, to: string): boolean =>
    arrows.some((arrow) => arrow.from === from && (arrow.to === to || reaches(arrow.to, to)));
  return arrows.filter(({ from, to }) =>
    !arrows.some((other) => other.from === from && other.to !== to && reaches(other.to, to))
  );
}

/** Where on a box's edge an arrow to or from another box is, from 0 to 1: as near the other box's middle as possible. */
function share(other: { x: number; width: number }, own: { x: number; width: number }): number {
  return Math.min(0.92, Math.max(0.08, (other.x + other.width / 2 - own.x) / own.width));
}

const CHARACTER_WIDTH = 6.7;

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if ((last.length + word.length) * CHARACTER_WIDTH > width && last) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

function round(x: number): number {
  return Math.round(x * 10) / 10;
}
