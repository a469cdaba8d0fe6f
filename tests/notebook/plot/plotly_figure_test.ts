import assert from "node:assert/strict";
import { axis, baseLayout, plotlyBundle, plotlyText } from "../../../lib/notebook/plot/plotly_figure.ts";

Deno.test("baseLayout() keeps room for what stands above the plot area", () => {
  const top = (options: Parameters<typeof baseLayout>[0]) => (baseLayout(options).margin as { t: number }).t;
  const bare = top({ height: 400 });
  assert.ok(top({ height: 400, title: "Loss" }) > bare);
  assert.ok(top({ height: 400, legend: true }) > bare);
  assert.equal(top({ height: 400, top: 20 }), bare + 20);
});

Deno.test("baseLayout() and axis() show markup in titles as text", () => {
  const { title } = baseLayout({ title: "<a href=x>y</a>", height: 400 }) as { title: { text: string } };
  assert.equal(title.text, "&lt;a href=x&gt;y&lt;/a&gt;");
  assert.equal(plotlyText(`"AT&T" > 'x'\u0000`), `"AT&amp;T" &gt; 'x'␀`);
  assert.deepEqual(axis("a < b").title, { text: "a &lt; b" });
});

Deno.test("plotlyBundle() names its element as told and holds the same figure as JSON", async () => {
  const figure = { data: [{ type: "scatter", y: [1, 2] }], layout: { height: 300 } };
  const bundle = await plotlyBundle(figure, { alt: "two points", id: "figure-x", height: 300 });
  assert.match(
    bundle["text/html"] as string,
    /^<div id="figure-x" class="course-figure" role="figure"><img /,
  );
  const json = bundle["application/vnd.plotly.v1+json"] as Record<string, unknown>;
  assert.deepEqual([json.data, json.layout], [figure.data, figure.layout]);
  assert.equal((json.config as { showSendToCloud: boolean }).showSendToCloud, false);
  assert.equal(bundle["text/plain"], "two points");
});
