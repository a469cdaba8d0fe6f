/** `./course export`: makes teaching material from the notebooks, in site/. */
import { join, relative } from "node:path";
import { buildSite, readGlossary, readLesson, VERSIONS } from "../site/mod.ts";
import { findChromium, launchChromium } from "../chromium.ts";
import { type Language, language, withLanguage } from "../../language.ts";
import { CommandError } from "../command_error.ts";
import { layout } from "../layout.ts";
import { formatBytes } from "../../statistics/mod.ts";
import { courseNotebooks, readNotebook } from "../notebook_file/notebook_file.ts";
import { courseNotebook, withoutAnswers } from "./without_answers.ts";
import { readLearnerModels, scriptBytes } from "./learner_model.ts";
import { elapsedSince, ProgressLine } from "./progress_line.ts";
import { courseProgress } from "../../notebook/exercises/progress.ts";
import { print } from "../terminal.ts";

interface ExportOptions {
  /** The folder to write. Default: site/. */
  out?: string;
  pdf: boolean;
  /** Only this version, or both when both or none are set. */
  student?: boolean;
  teacher?: boolean;
  /** Folders of the learner's own models. */
  models?: readonly string[];
}

async function startBrowser(chromium: string) {
  return await launchChromium(chromium).catch((cause) => {
    throw new CommandError(
      `cannot start Chromium (${chromium}), which makes the PDFs; nothing was changed.`,
      {
        next:
          "export without them (`./course export --no-pdf`), or name another Chromium in COURSE_CHROMIUM.",
        cause,
      },
    );
  });
}

export async function exportSite(
  { out = layout.site, pdf, student, teacher, models = [] }: ExportOptions,
): Promise<void> {
  const started = performance.now();
  const versions = VERSIONS.filter((version) => student === teacher || { student, teacher }[version]);
  const replaced = new Set<string>(), left = new Set<string>();
  const readUnsolved = async (path: string) => {
    const found = await withoutAnswers(await readNotebook(path), () => courseNotebook(path));
    for (const id of found.replaced) replaced.add(id);
    for (const id of found.left) left.add(id);
    return readLesson(path, found.notebook);
  };
  const read = (language: Language) =>
    withLanguage(
      language,
      async () => await Promise.all((await courseNotebooks(language)).map(readUnsolved)),
    );
  const lessons = await read("en"), korean = await read("ko");
  const idsOf = (ids: ReadonlySet<string>) => [...ids].sort().join(", ");
  if (replaced.size > 0) {
    print(`Your answers are left out; the pages show the course's stubs: ${idsOf(replaced)}.`);
  }
  if (left.size > 0) {
    print(`The pages show your own answers, because git has no stubs for them: ${idsOf(left)}.`);
  }
  const learner = await readLearnerModels(models);
  for (const { from, weights } of learner) {
    print(`The page with the model of ${from} will load ${formatBytes(scriptBytes(weights.length))} for it.`);
  }
  // A site of one version is made for others, who have solved other exercises.
  const isOwn = student === teacher;
  const ids = new Set(isOwn ? (await courseProgress()).flatMap(({ solved }) => solved) : []);
  const chromium = pdf ? findChromium() : undefined;
  const browser = chromium ? await startBrowser(chromium) : undefined;
  try {
    using line = new ProgressLine();
    await buildSite(out, {
      lessons,
      korean,
      glossary: await readGlossary(join(layout.assets, "export", "glossary.json")),
      versions,
      styles: join(layout.assets, "export"),
      browser,
      solved: { ids, day: new Date().toISOString().slice(0, 10) },
      play: { models: join(layout.assets, "models"), learner },
      onProgress: (what) => line.update(`  ${what}`),
    });
  } finally {
    await browser?.close();
  }
  print(
    `${lessons.length} notebooks${korean.length > 0 ? `, ${korean.length} of them in Korean, too` : ""}, ` +
      `${versions.map((version) => `${version}'s`).join(" and ")} version, in ${elapsedSince(started)}.`,
  );
  if (pdf && !browser) {
    print(
      "No PDFs: no Chromium found. Install one (Debian: apt install chromium) or set COURSE_CHROMIUM.",
    );
  }
  for (const { name, from } of learner) print(`The model of ${from} is on play/${name}.html.`);
  const first = korean.length > 0 && language() === "ko" ? join("ko", "index.html") : "index.html";
  print(`Open ${join(relative(Deno.cwd(), out) || ".", first)} in a browser.`);
}
