/** What a page does with inputs that nobody expects: it treats them as text, says what it did, and goes on working. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { TIMEOUT, tokensOf, use, visit } from "./visit.ts";

const ODD = {
  markup: "<script>alert(1)</script><img src=x onerror=alert(1)>",
  long: "x".repeat(10_000),
  "half characters": "a\ud800 \udfffb",
  empty: "",
  spaces: "   ",
  emoji: "👩‍👩‍👧‍👦🇰🇷",
  Jamo: "\u1112\u1161\u11ab ㅎㅏㄴ",
  "a pasted page": "one\r\n\r\ntwo\tthree\u2028four\u0000five",
  zero: "0",
  negative: "-1",
  exponent: "1e9",
  fraction: "1.5",
  "wide digits": "３０００",
  "Korean money": "만원",
  "a large number": "1000000000",
};
type Odd = keyof typeof ODD;

interface Visited {
  readonly page: Page;
  /** Puts text into a field, as a paste does. */
  readonly put: (part: string, text: string) => Promise<void>;
  readonly said: (part: string) => Promise<string>;
  readonly ready: () => Promise<unknown>;
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

const check: Record<string, (odd: Odd, text: string, visited: Visited) => Promise<void>> = {
  async lotto(odd, text, { page, put, said, ready }) {
    await put("money", text);
    await page.click("button.main");
    await ready();
    const verdict = await said("verdict"), answer = await said("answer");
    // Whole numbers go to the model, which refuses those that no machine sells.
    if (["zero", "negative", "wide digits"].includes(odd)) {
      assert.match(verdict, /^[✓✗]/);
      assert.match(answer, odd === "wide digits" ? /티켓수=3/ : /\[ERROR\]/);
      return;
    }
    assert.equal(answer, "");
    assert.deepEqual(await tokensOf(page), []);
    assert.match(
      verdict,
      odd === "a large number" ? /no tokens for this purchase/ : /expected whole numbers/,
    );
    assert.ok(verdict.length < 250, verdict);
    await put("money", "1000");
    await put("seed", text);
    await page.click("button.main");
    await ready();
    const isSeed = odd === "a large number";
    assert.match(await said("verdict"), isSeed ? /^✓/ : /^Seed: expected a whole number/);
    await put("seed", "1");
  },

  async tokenizer(_, text, { page, put, said, ready }) {
    await put("text", text);
    await ready();
    const shown = [...text.replaceAll("\r\n", "\n").toWellFormed()].slice(0, 500).join("");
    assert.equal(await said("bytes-count"), `${bytesOf(shown)} bytes in all`);
    assert.equal(await page.locator("[data-part=bytes] .token").count(), bytesOf(shown));
    const notes = [
      ...(text.length > 500 ? ["Only the first 500 characters are shown."] : []),
      ...(text.isWellFormed() ? [] : ["Half a character (a lone surrogate) became �."]),
      ...(text === "" ? ["Type something."] : []),
    ];
    assert.equal(await said("status"), notes.join(" "));
  },

  async attention(odd, text, { page, put, said, ready }) {
    await put("text", text);
    await ready();
    const status = await said("status"),
      letters = [...text.toLowerCase()].filter((c) => c >= "a" && c <= "x");
    if (letters.length < 2) assert.match(status, /Type at least two of the letters/);
    else assert.match(await said("next"), /^The model's next letter: [a-x] /);
    assert.equal(/Only the last 32/.test(status), letters.length > 32);
    assert.equal(/Left out/.test(status), !["long", "empty", "spaces"].includes(odd));
    assert.ok(status.length < 250, status);
    assert.ok(await page.isVisible("[data-live]"));
  },

  async writer(_, text, { page, put, said, ready }) {
    await put("prompt", text);
    const given = text.replaceAll("\r\n", "\n").toWellFormed();
    await page.waitForFunction(
      (given) => document.querySelector("[data-part=text] .given")?.textContent === given,
      given,
      TIMEOUT,
    );
    const notes = [
      ...(text.length > 5000 ? ["The model reads only the last 128 tokens."] : []),
      ...(text.isWellFormed() ? [] : ["Half a character (a lone surrogate) became �."]),
    ];
    assert.equal(await said("status"), notes.join(" "));
    await page.click("[data-part=one]");
    await page.waitForSelector("[data-tokens]:not([data-tokens='[]'])", TIMEOUT);
    await ready();
    assert.equal((await tokensOf(page)).length, 1);
  },
};

/** Puts each odd input into the fields of a page. */
export async function oddInputs(
  t: Deno.TestContext,
  o: { readonly browser: Browser; readonly name: string; readonly address: string },
): Promise<void> {
  await t.step(o.name, (t) =>
    visit(o.browser, o.address, async (page, complaints) => {
      page.on("dialog", (dialog) => {
        complaints.push("dialog");
        dialog.dismiss();
      });
      await use[o.name](page);
      const visited: Visited = {
        page,
        put: (part, text) =>
          page.evaluate(({ part, text }) => {
            const field = document.querySelector<HTMLInputElement>(`[data-part="${part}"]`)!;
            field.value = text;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }, { part, text }),
        said: async (part) => await page.textContent(`[data-part="${part}"]`) ?? "",
        ready: () => page.waitForSelector("[data-state=ready]", TIMEOUT),
      };
      for (const [odd, text] of Object.entries(ODD)) {
        await t.step(odd, () => check[o.name](odd as Odd, text, visited));
      }
      assert.equal(await page.locator("[data-live] :is(script, img)").count(), 0);
      assert.deepEqual(complaints, []);
    }));
}
