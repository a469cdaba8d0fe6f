/**
 * The words of a slide, cut from a notebook's text: whole sentences only, the question apart from the rest.
 *
 * Blocks are what Markdown separates by blank lines. A sentence ends at ". ", "? ", "! " or ": " outside code, formulas,
 * links and brackets. Numbers of words are those that a reader sees: a link's address does not count.
 */

import { language, translate } from "../../language.ts";

export interface TextBlock {
  readonly kind: "text" | "list" | "table" | "code" | "formula" | "quote" | "other";
  readonly source: string;
}

/** Markdown cut at blank lines, except inside code fences and `<details>`. */
export function textBlocks(source: string): TextBlock[] {
  const found: string[] = [];
  let open: string[] = [], fenced = false, folded = false;
  const close = () => {
    if (open.length > 0) found.push(open.join("\n"));
    open = [];
  };
  for (const line of source.split("\n")) {
    if (/^\s*```/.test(line)) fenced = !fenced;
    if (line.includes("<details")) folded = true;
    if (line.trim() === "" && !fenced && !folded) close();
    else open.push(line);
    if (line.includes("</details>")) folded = false;
  }
  close();
  return found.map((text) => ({ kind: kindOf(text), source: text }));
}

function kindOf(text: string): TextBlock["kind"] {
  if (/^\s*```/.test(text) || /^ {4}/.test(text)) return "code";
  if (/^\s*([-*]|\d+\.) /.test(text)) return "list";
  if (/^\s*\|/.test(text)) return "table";
  if (/^\$\$/.test(text) || isCodeFormula(text)) return "formula";
  if (/^> /.test(text)) return "quote";
  if (/^[<#]/.test(text)) return "other";
  return "text";
}

/** A formula in code marks with a line of its own, also two with few words between: "`y = f(x)`, with `f(x) = 2x`". */
function isCodeFormula(text: string): boolean {
  return /^`[^`]+`(?:[,.]?\s+(?:\p{L}+,?\s+){0,3}`[^`]+`)*[.,]?$/u.test(text);
}

/**
 * A paragraph's sentences.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { sentences } from "./slide_text.ts";
 *
 * assert.deepEqual(sentences("One (e.g. this). `a. B` is one. Two?"), ["One (e.g. this).", "`a. B` is one.", "Two?"]);
 * ```
 */
export function sentences(paragraph: string): string[] {
  const text = paragraph.replaceAll(/\s*\n\s*/g, " ").trim();
  const found: string[] = [];
  let start = 0, brackets = 0, code = false, formula = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "`") code = !code;
    else if (code) continue;
    else if (c === "$" && text[i + 1] !== " ") formula = !formula && text.indexOf("$", i + 1) > 0;
    else if ("([".includes(c)) brackets++;
    else if (")]".includes(c)) brackets = Math.max(0, brackets - 1);
    if (formula || brackets > 0 || !/[.?!:]/.test(c)) continue;
    // Emphasis and quotation marks close after the sentence's end; the next sentence begins with a capital or a mark.
    const end = text.slice(i).match(/^[.?!:]["”’*_)]*(?= +["“‘(*_`\p{Lu}\p{Script=Hangul}])/u);
    if (!end || /\b(vs|al|e\.g|i\.e|Fig|No)\.$/.test(text.slice(start, i + 1))) continue;
    // "What do you expect?** The cell …": the mark belongs to this sentence. A colon ends one only before a new line.
    if (c === ":") continue;
    found.push(text.slice(start, i + end[0].length).trim());
    start = i + end[0].length;
  }
  if (start < text.length) found.push(text.slice(start).trim());
  return found.filter((sentence) => sentence !== "");
}

/** The number of words that a reader sees. */
export function wordCount(markdown: string): number {
  return markdown.replaceAll(/\]\([^)]*\)/g, "]").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
    .length;
}

/**
 * The beginning of each block, whole sentences, together about `words` words: first one sentence of each paragraph, then
 * further ones while there is room. Lists, formulas and code are kept whole or left out; tables are left out.
 */
export function lead(blocks: readonly TextBlock[], words: number): TextBlock[] {
  // A Korean word has about as much in it as four thirds of an English one, and needs as much more room.
  const room = language() === "ko" ? Math.round(0.75 * words) : words;
  let left = room;
  const fits = (text: string) => wordCount(text) <= left;
  const cut = blocks.map(({ kind, source }) => kind === "text" ? sentences(source) : [source]);
  const taken = cut.map(() => new Set<number>());
  const take = (i: number, j: number) => {
    if (taken[i].has(j)) return;
    taken[i].add(j);
    left -= wordCount(cut[i][j]);
  };
  blocks.forEach(({ kind, source }, i) => {
    // A paragraph in brackets is an aside.
    if (kind === "table" || kind === "other" || kind === "text" && source.startsWith("(")) return;
    const introduced = kind !== "text" && cut[i - 1]?.at(-1)?.endsWith(":");
    if (kind !== "text" && fits(cut[i][0])) {
      take(i, 0);
      if (introduced) take(i - 1, cut[i - 1].length - 1);
    } else if (kind === "text" && (left === room || fits(cut[i][0]))) {
      // A sentence that ends with a colon is taken with what it introduces; the last one introduces the cell below.
      const waits = cut[i].length === 1 && cut[i][0].endsWith(":") &&
        blocks[i + 1]?.kind !== "text";
      if (!waits) take(i, 0);
    }
  });
  cut.forEach((parts, i) => {
    if (blocks[i].kind !== "text" || !taken[i].has(0)) return;
    for (let j = 1; j < parts.length && (taken[i].has(j) || fits(parts[j])); j++) {
      const waits = j === parts.length - 1 && parts[j].endsWith(":") &&
        blocks[i + 1]?.kind !== "text";
      if (!waits) take(i, j);
    }
  });
  return blocks.flatMap(({ kind }, i) => {
    const source = cut[i].filter((_, j) => taken[i].has(j)).join(" ");
    return source === "" ? [] : [{ kind, source }];
  });
}

/**
 * The end of a text before a cell, about `words` words: what stands nearest to a cell is about it. Whole paragraphs; of the
 * last one its first sentences, where it is longer. A paragraph comes with the list, formula or code that it introduces,
 * and a formula with the sentence before it; tables and paragraphs in brackets are left out.
 */
export function tail(blocks: readonly TextBlock[], words: number): TextBlock[] {
  const found: TextBlock[] = [];
  let left = language() === "ko" ? Math.round(0.75 * words) : words;
  for (let i = blocks.length - 1; i >= 0; i--) {
    const { kind, source } = blocks[i];
    if (kind === "table" || kind === "other" || kind === "text" && source.startsWith("(")) continue;
    const next = blocks[i + 1], whole = sentences(source);
    // A sentence that introduces what is left out goes, too.
    const waits = kind === "text" && source.endsWith(":") && next && found[0] !== next;
    const said = kind === "text" ? (waits ? whole.slice(0, -1) : whole).join(" ") : source;
    if (said === "") continue;
    const introduces = kind === "text" && (source.endsWith(":") && !waits || found[0]?.kind === "formula");
    if (wordCount(said) <= left) {
      found.unshift(kind === "text" ? { kind, source: said } : blocks[i]);
      left -= wordCount(said);
      continue;
    }
    if (introduces) found.unshift({ kind, source: whole.at(-1)! });
    else if (found.length === 0 && kind === "text") return lead([blocks[i]], words);
    else if (found.length === 0) continue;
    break;
  }
  return found;
}

/** The question that the reader is asked: from "**What do you expect" (or another bold question) to the last "?". */
export function takeQuestion(blocks: readonly TextBlock[]): { question?: string; rest: TextBlock[] } {
  const pattern = question();
  const at = blocks.findIndex(({ kind, source }) => kind === "text" && pattern.test(source));
  if (at < 0) return { rest: [...blocks] };
  const { source } = blocks[at];
  const start = source.search(pattern);
  const before = source.slice(0, start).trim();
  const asked = sentences(source.slice(start));
  const last = asked.findLastIndex((sentence) => /[?…][”"*)_]*$/.test(sentence));
  // "**What do you expect** of the curve" may end with a full stop.
  const words = asked.slice(0, Math.max(last, asked[0].endsWith("**") ? 1 : 0) + 1).join(" ");
  // "Multiply it by a matrix. **What do you expect?**": what is asked stands before.
  const isBare = /^\*\*[^*]+\*\*$/.test(words);
  const said = isBare ? sentences(before) : [before];
  const task = isBare && said.length > 0 ? `${said.pop()} ` : "";
  const left = said.join(" ");
  return {
    question: task + words,
    rest: blocks.flatMap((block, i) => i !== at ? [block] : left ? [{ ...block, source: left }] : []),
  };
}

/** "**What happened?**", in the language that is shown. It is no question to the reader: it explains. */
export function whatHappened(): string {
  return `**${translate("What happened?")}**`;
}

/** A bold question, or what stands for "**What do you expect?**"; in English its mark may stand later. */
function question(): RegExp {
  return language() === "ko"
    ? new RegExp(`\\*\\*(?:[^*]+\\?|${translate("What do you expect?").replaceAll(".", "\\.")})\\*\\*`)
    : /\*\*(?!What happened)(?:[^*]+\?|What\s+do\s+you\s+expect:?)\*\*/;
}
