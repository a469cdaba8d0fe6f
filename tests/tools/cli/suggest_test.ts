import assert from "node:assert/strict";
import { closestName, editDistance } from "../../../lib/tools/cli/suggest.ts";

Deno.test("editDistance() counts inserted, removed and replaced letters", () => {
  assert.equal(editDistance("kitten", "sitting"), 3);
  assert.equal(editDistance("", "lab"), 3);
  assert.equal(editDistance("test", "test"), 0);
});

Deno.test("closestName() suggests the nearest name, and nothing for a name that is far from all", () => {
  const known = ["lab", "test", "run", "doctor"];
  assert.equal(closestName("tets", known), "test");
  assert.equal(closestName("docter", known), "doctor");
  assert.equal(closestName("doc", known), "doctor"); // begins so, though half of the letters are missing
  assert.equal(closestName("xyzzy", known), undefined);
});
