/** The files that pages share: styles, fonts, plotly.js, and the scripts of lib/tools/site/browser, bundled. */
import { cp } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { PLOTLY_FILE, plotlyFolder } from "../../notebook/plot/mod.ts";

const STYLES = ["course.css", "slides.css"];
const SCRIPTS = ["site.ts", "slides.ts"];

/** Fills `folder` (the site's assets/). `sources` holds the style sheets. */
export async function writeAssets(folder: string, { sources }: { sources: string }): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const katex = dirname(fileURLToPath(import.meta.resolve("katex")));
  const reveal = dirname(fileURLToPath(import.meta.resolve("reveal.js")));
  const written = await Promise.allSettled([
    ...STYLES.map((name) => Deno.copyFile(join(sources, name), join(folder, name))),
    Deno.copyFile(join(plotlyFolder(), PLOTLY_FILE), join(folder, PLOTLY_FILE)),
    Deno.copyFile(join(reveal, "reveal.css"), join(folder, "reveal.css")),
    cp(join(katex, "fonts"), join(folder, "katex", "fonts"), {
      recursive: true,
      filter: (path) => !/\.(woff|ttf)$/.test(path),
    }),
    katexStyle(join(katex, "katex.min.css"), join(folder, "katex", "katex.min.css")),
    bundle(folder),
  ]);
  // All have ended now, so none still writes when the folder is removed.
  const failed = written.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

/** KaTeX's style sheet names each font in three formats; today's browsers all read the first. */
async function katexStyle(from: string, to: string): Promise<void> {
  await Deno.mkdir(dirname(to), { recursive: true });
  const css = await Deno.readTextFile(from);
  await Deno.writeTextFile(to, css.replaceAll(/,url\([^)]+\.(?:woff|ttf)\) format\("[a-z]+"\)/g, ""));
}

async function bundle(folder: string): Promise<void> {
  try {
    await esbuild.build({
      entryPoints: SCRIPTS.map((name) => fileURLToPath(new URL(`./browser/${name}`, import.meta.url))),
      outdir: folder,
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2022",
      logLevel: "silent", // the error that it throws says enough
    });
  } finally {
    await esbuild.stop();
  }
}
