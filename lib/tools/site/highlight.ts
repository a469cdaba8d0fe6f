/** Code as HTML: TypeScript (and the few other languages the course shows) coloured by highlight.js at build time. */
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

/** The inside of a `<code>` element; a language that is not known is left uncoloured. */
export function highlight(code: string, language: string): string {
  const name = Object.hasOwn(ALIASES, language) ? ALIASES[language] : language;
  if (!Object.hasOwn(LANGUAGES, name)) return escapeHtml(code);
  if (!hljs.getLanguage(name)) hljs.registerLanguage(name, LANGUAGES[name]);
  return hljs.highlight(code, { language: name }).value;
}

/** A block of code; it scrolls sideways on a narrow screen, also by keyboard. */
export function renderCode(code: string, language: string): string {
  return `<pre class="source" tabindex="0"><code>${highlight(code, language)}</code></pre>`;
}
