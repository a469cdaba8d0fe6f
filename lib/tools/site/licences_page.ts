/** The page of licences: the course's own LICENSE, and those of the libraries whose code the site contains. */
import { join } from "node:path";
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import { translate } from "../../language.ts";
import { layout } from "../layout.ts";
import { page } from "./page.ts";
import type { Version } from "./version.ts";

/** The npm packages in the site's assets and in notebooks' figures. */
const BUNDLED = [
  ...["plotly.js-cartesian-dist-min", "katex", "reveal.js", "minisearch", "d3"],
  ...["gpt-tokenizer", "oniguruma-parser", "oniguruma-to-es", "escape-html"],
];

/** Packages under the Apache License 2.0 that bring no copy of it; the package `long`, which they need, does. */
const TENSORFLOW = ["core", "backend-cpu", "backend-wasm", "backend-webgpu"].map((part) =>
  `@tensorflow/tfjs-${part}`
);

export interface Licence {
  /** Whose licence it is. */
  readonly of: string;
  readonly text: string;
}

/**
 * Reads the course's licence and those of the bundled packages, as they are installed.
 *
 * @throws {Error} when a package has no licence file: its code could not be passed on
 */
export async function readLicences(): Promise<Licence[]> {
  const own = { of: "This course", text: await Deno.readTextFile(join(layout.root, "LICENSE")) };
  const others = BUNDLED.map(async (name) => {
    const folder = join(layout.nodeModules, name);
    const file = Array.from(Deno.readDirSync(folder), (entry) => entry.name)
      .find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
    if (!file) throw new Error(`cannot export: the package ${name} has no licence file in ${folder}`);
    return { of: name, text: await Deno.readTextFile(join(folder, file)) };
  });
  // What TensorFlow.js needs lies beside it.
  const beside = join(
    await Deno.realPath(join(layout.nodeModules, "@tensorflow", "tfjs-core")),
    "..",
    "..",
  );
  const read = (...path: string[]) => Deno.readTextFile(join(beside, ...path));
  const tensorflow = {
    of: `${TENSORFLOW.join(", ")} (Google LLC), and long`,
    text: await read("long", "LICENSE"),
  };
  const nodeFetch = { of: "node-fetch", text: await read("node-fetch", "LICENSE.md") };
  const readme = await read("seedrandom", "README.md"); // its licence is the readme's last part
  const start = readme.indexOf("LICENSE (MIT)");
  if (start < 0) throw new Error("cannot export: the readme of the package seedrandom has no licence");
  const seedrandom = { of: "seedrandom", text: readme.slice(start) };
  return [own, ...await Promise.all(others), tensorflow, nodeFetch, seedrandom];
}

/**
 * The page in the language that is shown; licences are in English.
 *
 * @param version whose search the page has
 */
export function licencesPage(
  licences: readonly Licence[],
  version: Version,
  { inBoth = false }: { inBoth?: boolean } = {},
): string {
  return page({
    title: translate("Licences"),
    path: "licences.html",
    version,
    inBoth,
    body: `<h1>${translate("Licences")}</h1>
<p>${
      translate(
        "The code is under the MIT License. Texts, figures and exercises are under CC BY 4.0. The libraries in this site " +
          "keep their own.",
      ).replace("CC BY 4.0", '<a href="https://creativecommons.org/licenses/by/4.0/">$&</a>')
    }</p>
${
      licences.map(({ of, text }) =>
        `<h2>${escapeHtml(translate(of))}</h2>\n<pre class="licence" lang="en" tabindex="0">${
          escapeHtml(text.trim())
        }</pre>`
      ).join("\n")
    }`,
  });
}
