/** Code as HTML, coloured by highlight.js when the site is built: TypeScript and the few other languages of the course. */
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeHtml } from "../../notebook/plot/displayable.ts";

const LANGUAGES = { typescript, python, json, bash };

/** The content of a `<code>` element. Code in an unknown language gets no colours. */
export function highlight(code: string, language: string): string {
  if (hljs.listLanguages().length === 0) {
    for (const [name, grammar] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, grammar);
  }
  return hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : escapeHtml(code);
}

/** A block of code. On a narrow screen it scrolls sideways, also by keyboard. */
export function renderCode(code: string, language: string): string {
  return `<pre class="source" tabindex="0"><code>${highlight(code, language)}</code></pre>`;
}
