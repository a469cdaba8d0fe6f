/** The stages of the pipeline one by one, with values worked out by hand; encodings.json tests whole pipelines. */
import assert from "node:assert/strict";
import type { Decoder } from "../../lib/tokenizers/json/decoders.ts";
import { decodeTokens, normalize, preTokenize } from "lib/tokenizers";
import { PipelineTokenizer } from "../../lib/tokenizers/json/pipeline.ts";
import { postProcess } from "../../lib/tokenizers/json/post_processors.ts";
import type { PreTokenizer } from "../../lib/tokenizers/json/pre_tokenizers.ts";

Deno.test("normalize() composes Hangul syllables and applies a sequence in order", () => {
  assert.equal(normalize("\u1112\u1161\u11AB", { type: "NFC" }), "한");
  assert.equal(normalize("한", { type: "NFD" }).length, 3);
  assert.equal(normalize("ＦＵＬＬ ①", { type: "NFKC" }), "FULL 1");
  const sequence = [{ type: "NFD" }, { type: "StripAccents" }, { type: "Lowercase" }] as const;
  assert.equal(normalize("Éa", { type: "Sequence", normalizers: sequence }), "ea");
});

Deno.test("normalize() replaces text as it is, also where it looks like a pattern", () => {
  const dots = { type: "Replace", pattern: { String: "." }, content: "$&" } as const;
  assert.equal(normalize("a.b", dots), "a$&b");
  const runs = { type: "Replace", pattern: { Regex: "\\s+" }, content: " " } as const;
  assert.equal(normalize("a \u0085\n b", runs), "a b");
});

Deno.test("normalize() strips and prepends", () => {
  assert.equal(normalize("  a ", { type: "Strip", strip_left: true, strip_right: false }), "a ");
  assert.equal(normalize("a", { type: "Prepend", prepend: "▁" }), "▁a");
  assert.equal(normalize("", { type: "Prepend", prepend: "▁" }), "");
});

const splits: [name: string, preTokenizer: PreTokenizer, text: string, words: string[]][] = [
  ["white space", { type: "WhitespaceSplit" }, "  a b\u3000c\n", ["a", "b", "c"]],
  ["words and marks", { type: "Whitespace" }, "Hi there_you... 안녕!?", [
    "Hi",
    "there_you",
    "...",
    "안녕",
    "!?",
  ]],
  ["digits", { type: "Digits", individual_digits: true }, "a12b", ["a", "1", "2", "b"]],
  ["numbers", { type: "Digits", individual_digits: false }, "a12b", ["a", "12", "b"]],
  ...(["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"] as const).map((
    behavior,
    i,
  ) =>
    [
      `a mark, ${behavior}`,
      { type: "Split", pattern: { String: "-" }, behavior, invert: false },
      "the-final--countdown",
      [
        ["the", "final", "countdown"],
        ["the", "-", "final", "-", "-", "countdown"],
        ["the-", "final-", "-", "countdown"],
        ["the", "-final", "-", "-countdown"],
        ["the", "-", "final", "--", "countdown"],
      ][i],
    ] as [string, PreTokenizer, string, string[]]
  ),
  [
    "all but letters",
    { type: "Split", pattern: { Regex: "\\p{L}+" }, behavior: "Removed", invert: true },
    "ab12cd",
    ["ab", "cd"],
  ],
  [
    "metaspace",
    { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true },
    "a  b",
    ["▁a", "▁", "▁b"],
  ],
  [
    "bytes",
    { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
    "a é",
    ["Ġa", "ĠÃ©"],
  ],
];

for (const [name, preTokenizer, text, words] of splits) {
  Deno.test(`preTokenize() cuts at ${name}`, () => assert.deepEqual(preTokenize(text, preTokenizer), words));
}

Deno.test("preTokenize() marks only the start of the whole text with the scheme 'first'", () => {
  const metaspace = { type: "Metaspace", replacement: "▁", prepend_scheme: "first", split: true } as const;
  assert.deepEqual(preTokenize("a b", metaspace), ["▁a", "▁b"]);
  assert.deepEqual(preTokenize("a b", metaspace, { isStart: false }), ["a", "▁b"]);
  const afterSplit = { type: "Sequence", pretokenizers: [{ type: "WhitespaceSplit" }, metaspace] } as const;
  assert.deepEqual(preTokenize("a b", afterSplit), ["▁a", "b"]);
  assert.deepEqual(preTokenize(" a b", afterSplit), ["a", "b"]);
});

Deno.test("an empty match between characters separates them, with every behaviour", () => {
  for (
    const behavior of ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"] as const
  ) {
    const split = { type: "Split", pattern: { Regex: "(?=b)" }, behavior, invert: false } as const;
    assert.deepEqual(preTokenize("abc", split), ["a", "bc"], behavior);
  }
});

const decoders: [name: string, decoder: Decoder | null, tokens: string[], text: string][] = [
  ["joins with spaces without a decoder", null, ["a", "b"], "a b"],
  [
    "takes ## away",
    { type: "WordPiece", prefix: "##", cleanup: false },
    ["비", "##빔", "밥", "##"],
    "비빔 밥",
  ],
  [
    "cleans up English marks",
    { type: "WordPiece", prefix: "##", cleanup: true },
    ["it", "'s", "ok", "?"],
    "it's ok?",
  ],
  [
    "reads metaspace",
    { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true },
    ["▁a", "▁b"],
    "a b",
  ],
  [
    "replaces and fuses",
    {
      type: "Sequence",
      decoders: [{ type: "Replace", pattern: { String: "</w>" }, content: " " }, { type: "Fuse" }],
    },
    ["a</w>", "b"],
    "a b",
  ],
];

for (const [name, decoder, tokens, text] of decoders) {
  Deno.test(`decodeTokens() ${name}`, () => assert.equal(decodeTokens(tokens, decoder), text));
}

Deno.test("postProcess() puts special tokens around the text", () => {
  const template = {
    type: "TemplateProcessing",
    single: [{ SpecialToken: { id: "[CLS]", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
    pair: [],
    special_tokens: { "[CLS]": { id: "[CLS]", ids: [7], tokens: ["[CLS]"] } },
  } as const;
  assert.deepEqual(postProcess([1, 2], template), [7, 1, 2]);
});

Deno.test("added tokens: special ones only where allowed, others always, before or after normalizing", () => {
  const added = { special: false, normalized: false };
  const tokenizer = new PipelineTokenizer({
    name: "test",
    normalizer: { type: "Lowercase" },
    preTokenizer: { type: "WhitespaceSplit" },
    model: { tokens: ["a", "b", "<"], merges: [] },
    postProcessor: null,
    decoder: null,
    addedTokens: [
      { id: 3, content: "<end>", special: true, normalized: false },
      { id: 4, content: "AB", ...added },
      { id: 5, content: "ba", ...added, normalized: true },
    ],
  });
  assert.deepEqual(tokenizer.encode("AB ab BA"), [4, 0, 1, 5]);
  assert.deepEqual(tokenizer.encode("a<end>b"), [0, 2, 1]);
  assert.deepEqual(tokenizer.encode("a<end>b", { allowedSpecial: ["<end>"] }), [0, 3, 1]);
  assert.throws(() => tokenizer.encode("a", { allowedSpecial: ["<pad>"] }), /"<pad>" is not a special token/);
});
