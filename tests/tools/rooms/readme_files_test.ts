/** lib/README.md says where things are: each file that it names must be there. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { projectPath } from "../../../lib/project_folder.ts";

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

Deno.test("every file and folder that lib/README.md names exists", async () => {
  const missing: string[] = [];
  let found = 0;
  for (const line of (await Deno.readTextFile(projectPath("lib/README.md"))).split("\n")) {
    const folders = ["lib", ""]; // a short name is in a folder, or beside a file, that the line named before it
    for (const [, name] of line.matchAll(/`([\w./]+(?:\.ts|\/))`/g)) {
      if (name === "mod.ts") continue;
      const paths = folders.map((folder) => join(folder, name.replace("_NN", "_01")));
      const there = await Promise.all(paths.map((path) => exists(projectPath(path))));
      const path = paths[there.indexOf(true)];
      if (path === undefined) missing.push(`${name} in: ${line.slice(0, 100)}`);
      else {
        found++;
        folders.push(name.endsWith("/") ? path : dirname(path));
      }
    }
  }
  assert.deepEqual(missing, []);
  assert.ok(found > 100, `${found} names were found`);
});
