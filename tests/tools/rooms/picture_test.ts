import assert from "node:assert/strict";
import { projectPath } from "../../../lib/project_folder.ts";
import { drawRooms } from "../../../lib/tools/rooms/draw.ts";
import { roomsPicture, ROWS, withoutImplied } from "../../../lib/tools/rooms/picture.ts";

const ROOMS = ROWS.flat().map((name) => ({ name, about: `what ${name} holds & keeps` }));

Deno.test("roomsPicture() draws each room with its phrase, and escapes texts", () => {
  const svg = roomsPicture(ROOMS, [{ from: "gpt", to: "nn" }, { from: "training", to: "gpt" }, {
    from: "training",
    to: "nn",
  }]);
  assert.match(svg, />nn\/<\/text>/);
  assert.match(svg, /what nn holds &amp; keeps/);
  assert.equal(svg.match(/<path d="M[\d.]+,\d+ C/g)?.length, 1);
  assert.equal(svg.match(/<line /g)?.length, 1);
});

Deno.test("withoutImplied() keeps the fewest arrows from which the others follow", () => {
  const arrows = [{ from: "a", to: "b" }, { from: "b", to: "c" }, { from: "a", to: "c" }];
  assert.deepEqual(withoutImplied(arrows), arrows.slice(0, 2));
});

Deno.test("roomsPicture() refuses a room without a row, and a row without its room", () => {
  assert.throws(() => roomsPicture(ROOMS.slice(1), []), /no room "tools"/);
  assert.throws(
    () => roomsPicture([...ROOMS, { name: "attic", about: "" }], []),
    /"attic" is in no row/,
  );
});

Deno.test("the saved picture shows the project's current imports", async () => {
  const saved = await Deno.readTextFile(projectPath("assets/figures/rooms.svg"));
  assert.equal(saved, await drawRooms(), "run ./course deno task rooms");
});

Deno.test("the picture of the project has a room for every folder of lib, and no arrow points up", async () => {
  const svg = await drawRooms();
  for await (const { name, isDirectory } of Deno.readDir(projectPath("lib"))) {
    if (isDirectory) assert.ok(svg.includes(`>${name}/<`), `lib/README.md has no line for ${name}/`);
  }
  for (const [, y1, y2] of svg.matchAll(/<path d="M[\d.]+,(\d+) C.* [\d.]+,(\d+)"\/>/g)) {
    assert.ok(Number(y1) < Number(y2), "an arrow points up: a folder imports one from a row above it");
  }
});
