import assert from "node:assert/strict";
import { join } from "node:path";
import { PLOTLY_ADDRESSES, PLOTLY_FILE, plotlyFolder } from "../../../lib/notebook/plot/plotly_library.ts";

Deno.test("plotlyFolder() is a real folder with the library in it", () => {
  assert.equal(
    Deno.realPathSync(plotlyFolder()),
    plotlyFolder(),
    "no symbolic link, which Jupyter would not follow",
  );
  assert.ok(Deno.statSync(join(plotlyFolder(), PLOTLY_FILE)).isFile);
});

Deno.test("PLOTLY_ADDRESSES name that file, on this origin only", () => {
  for (const address of PLOTLY_ADDRESSES) {
    assert.ok(address.endsWith(`/${PLOTLY_FILE}`));
    assert.doesNotMatch(address, /^https?:|^\/\//);
  }
});
