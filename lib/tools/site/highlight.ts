/** Code as HTML, coloured by highlight.js when the site is built: TypeScript and the few other languages of the course. */
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeHtml } from "../../notebook/plot/displayable.ts";

const LANGUAGES: Readonly<Record<string, Parameters<typeof hljs.registerLanguage>[1]>> = {
  typescript,
  python,
  json,
  bash,
};
const ALIASES: Readonly<Record<string, string>> = { ts: "typescript", py: "python", sh: "bash" };

/** The content of a `<code>` element. Code in an unknown language gets no colours. */
export function highlight(code: string, language: string): string {
  const name = Object.hasOwn(ALIASES, language) ? ALIASES[language] : language;
  if (!Object.hasOwn(LANGUAGES, name)) return escapeHtml(code);
  if (!hljs.getLanguage(name)) hljs.registerLanguage(name, LANGUAGES[name]);
  return hljs.highlight(code, { language: name }).value;
}

/** A block of code. On a narrow screen it scrolls sideways, also by keyboard. */
export function renderCode(code: string, language: string): string {
  return `<pre class="source" tabindex="0"><code>${highlight(code, language)}</code></pre>`;
}
