/**
 * `./course deno task rooms`: draws assets/figures/rooms.svg and rooms.png from the imports and
 * the phrases in lib/README.md.
 */
import { projectPath } from "../../project_folder.ts";
import { findChromium, launchChromium } from "../chromium.ts";
import { readImports } from "./imports.ts";
import { type Arrow, type Room, roomsPicture } from "./picture.ts";

/** The picture as SVG, made from the project's current files. */
export async function drawRooms(): Promise<string> {
  const readme = await Deno.readTextFile(projectPath("lib/README.md"));
  const phrases = [...readme.matchAll(/^\| `([a-z]+)\/`\s*\| (.*?)\s*\|/gm)];
  const rooms = phrases.map(([, name, about]): Room => ({ name, about: about.replaceAll("`", "") }));
  const names = new Set(rooms.map(({ name }) => name));
  const seen = new Set<string>();
  for (const { from, to } of await readImports()) {
    const [a, b] = [from, to].map((file) => file.split("/")[1]);
    if (a !== b && names.has(a) && names.has(b)) seen.add(`${a} ${b}`);
  }
  const arrows = [...seen].sort().map((pair): Arrow => {
    const [from, to] = pair.split(" ");
    return { from, to };
  });
  return roomsPicture(rooms, arrows);
}

if (import.meta.main) {
  const svg = await drawRooms();
  await Deno.writeTextFile(projectPath("assets/figures/rooms.svg"), svg);
  console.log("assets/figures/rooms.svg");
  const chromium = findChromium();
  if (chromium) {
    const browser = await launchChromium(chromium);
    const page = await browser.newPage({ deviceScaleFactor: 2 });
    await page.setContent(svg);
    await Deno.writeFile(
      projectPath("assets/figures/rooms.png"),
      await page.locator("svg").first().screenshot(),
    );
    await browser.close();
    console.log("assets/figures/rooms.png");
  } else {
    console.log(
      "No Chromium found, so no PNG: install one (Debian: apt install chromium) or set COURSE_CHROMIUM.",
    );
  }
}
