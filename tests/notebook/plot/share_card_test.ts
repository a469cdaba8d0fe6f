import assert from "node:assert/strict";
import { shareCard } from "../../../lib/notebook/plot/share_card.ts";
import { picture, show } from "./bundle.ts";

const card = { title: "My GPT", prompt: "Once", text: " upon a time", facts: ["loss 1.62", "two cores"] };

Deno.test("shareCard() sets the prompt in bold and the facts below; a button saves a PNG", async () => {
  const { html, plain } = await show(shareCard(card));
  const svg = picture(html);
  assert.match(svg, /<tspan font-weight="700"[^>]*>Once<\/tspan><tspan> upon a time<\/tspan>/);
  assert.match(svg, />loss 1\.62<.*>two cores</);
  assert.match(html, /"button":"Save as PNG"/);
  assert.equal(plain, "My GPT. Once upon a time (loss 1.62; two cores)");
});

Deno.test("shareCard(): a prompt of several lines stays bold to its end, and a long text is cut", async () => {
  const prompt = `${"word ".repeat(40)}\nlast`;
  const svg = picture((await show(shareCard({ ...card, prompt, text: " words".repeat(400) }))).html);
  const bold = [...svg.matchAll(/<tspan font-weight="700"[^>]*>([^<]*)</g)].map(([, text]) => text).join(" ");
  assert.equal(bold.replaceAll(/\s+/g, " "), prompt.replaceAll(/\s+/g, " "));
  assert.equal(svg.match(/xml:space/g)!.length, 14);
  assert.match(svg, / …<\/tspan>/);
});
