/**
 * Builds the whole site from the notebooks, in one step: an error leaves the earlier site as it was.
 *
 *     site/index.html  glossary.html  licences.html  assets/
 *     site/play/lotto.html  …                      pages on which models run (play/)
 *     site/student/04-book-gpt.html  …-slides.html  ….pdf  ….ipynb
 *     site/teacher/…
 *     site/ko/index.html  glossary.html  student/…  teacher/…       the Korean notebooks, where there are any
 *
 * A site with only one of the two versions has no file of the other and no link to it.
 */
import { basename, dirname, join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { language, withLanguage } from "../../language.ts";
import { removeFolderAtomically, writeFolderAtomically } from "../../training/checkpoint/mod.ts";
import { CommandError, refusalIn } from "../command_error.ts";
import { removeTree } from "../files.ts";
import { removedAtStop } from "../temporary_folder.ts";
import { saveNotebook } from "../notebook_file/notebook_file.ts";
import { GlossaryLinker, type Term } from "./glossary.ts";
import { glossaryPage } from "./glossary_page.ts";
import { indexPage } from "./index_page.ts";
import type { Lesson } from "./lesson.ts";
import { lessonPage } from "./lesson_page.ts";
import { type Licence, licencesPage, readLicences } from "./licences_page.ts";
import { type PdfJob, printPdfs } from "./pdf.ts";
import type { SolvedExercises } from "./progress.ts";
import { searchFile, toSite } from "./page.ts";
import { playMenu } from "./play/pages.ts";
import {
  cellFigures,
  type PlayModels,
  type PlayOptions,
  writePlayAssets,
  writePlayPages,
} from "./play/write_play.ts";
import { searchScript } from "./search_index.ts";
import { writeAssets } from "./site_assets.ts";
import { slidesPage } from "./slides.ts";
import { type Version, versionOf, VERSIONS } from "./version.ts";

interface SiteOptions {
  readonly lessons: readonly Lesson[];
  /** The Korean notebooks, read while Korean was shown. Default: none, and no page has a switch of language. */
  readonly korean?: readonly Lesson[];
  readonly glossary: readonly Term[];
  /** The folder of the style sheets: assets/export. */
  readonly styles: string;
  /** The versions to make. Default: both. */
  readonly versions?: readonly Version[];
  /** Prints the PDFs. Without a browser there are no PDFs and no links to them. */
  readonly browser?: Browser;
  /** The pages on which models run. Without it, there are none. */
  readonly play?: PlayOptions;
  /** The learner's own progress. Default: none. */
  readonly solved?: SolvedExercises;
  /** Called with the name of each part before it is made. */
  readonly onProgress?: (what: string) => void;
}

/** Marks a folder as an exported site: no other folder is ever replaced. */
const MARK = "made-by-course-export.txt";

/**
 * Builds the site into `folder`. An earlier site there is replaced when the new one is complete.
 *
 * @throws {CommandError} when `folder` holds something else than an earlier site, the disk is full, or the folder cannot
 *   be written.
 */
export async function buildSite(folder: string, o: SiteOptions): Promise<void> {
  const parent = dirname(resolve(folder)), name = basename(resolve(folder));
  const earlier = await isEarlierSite(folder);
  try {
    await replaceSite({ parent, name, earlier }, o);
  } catch (error) {
    throw explainFailure(folder, error);
  }
}

async function replaceSite(
  { parent, name, earlier }: { parent: string; name: string; earlier: boolean },
  o: SiteOptions,
): Promise<void> {
  await Deno.mkdir(parent, { recursive: true });
  using _alone = await lockFolder(parent);
  const building = `.${name}-new`;
  await removeTree(join(parent, building)); // of a run that was killed
  await writeFolderAtomically(parent, {
    name: building,
    write: async (path) => {
      using _ = removedAtStop(path);
      await writeSite(path, o);
    },
  });
  if (earlier) await removeFolderAtomically(parent, name);
  await Deno.rename(join(parent, building), join(parent, name));
}

/** Two exports at once would remove each other's files. The lock leaves no file and ends with this process. */
async function lockFolder(path: string): Promise<Deno.FsFile> {
  const folder = await Deno.open(path);
  if (await folder.tryLock(true).catch(() => true)) return folder; // also on a file system without locks
  folder.close();
  throw new CommandError(`another ./course export is writing to a folder in ${path}; nothing was changed.`, {
    next: "wait until it ends, then start again.",
  });
}

/** A CommandError where the error says why nothing could be written; any other error unchanged. */
function explainFailure(folder: string, error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    // Also of esbuild, whose errors are text only.
    const what = refusalIn(`${(cause as { code?: string }).code} ${cause.message}`)?.what ??
      (cause instanceof Deno.errors.NotFound && cause.message.includes("mkdir") &&
        "the folder cannot be made");
    if (!what) continue;
    return new CommandError(`cannot export to ${folder}: ${what}; what was there before is as it was.`, {
      next: "name another folder, on a disk with room, with --out; `./course clean` frees some space.",
      cause,
    });
  }
  return error;
}

/** Whether there is an earlier site to replace; an empty folder counts as one. */
async function isEarlierSite(folder: string): Promise<boolean> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) names.push(entry.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new CommandError(`cannot export to ${folder}: it is no folder that can be read.`, {
      next: "name another folder with --out.",
      cause: error,
    });
  }
  if (names.length > 0 && !names.includes(MARK)) {
    throw new CommandError(
      `cannot export to ${folder}: it holds other files (${names.slice(0, 3).join(", ")} …).`,
      {
        next: "name a folder that does not exist yet with --out; nothing was changed.",
      },
    );
  }
  return true;
}

async function writeSite(building: string, o: SiteOptions): Promise<void> {
  const { browser, korean = [], onProgress = () => {} } = o;
  const write = (path: string, text: string) => Deno.writeTextFile(join(building, path), text);
  onProgress("styles, fonts, scripts");
  await writeAssets(join(building, "assets"), { sources: o.styles });
  await write(MARK, "Made by ./course export, which replaces this whole folder when it runs again.\n");
  if (o.play) onProgress("pages with models");
  const play = o.play && await withLanguage("en", () => writePlayAssets(building, o.play!));
  const licences = await readLicences();
  const jobs = await withLanguage(
    "en",
    () => writeEdition(building, { ...o, licences, play, other: korean }),
  );
  if (korean.length > 0) {
    const edition = { ...o, lessons: korean, other: o.lessons, licences, play };
    jobs.push(...await withLanguage("ko", () => writeEdition(building, edition)));
  }
  if (!browser) return;
  let printed = 0;
  await printPdfs(browser, jobs, () => onProgress(`PDF ${++printed} of ${jobs.length}`));
}

/**
 * Writes the pages in the language that is shown. Returns the PDFs to print.
 *
 * @param o.other the lessons of the other language
 */
async function writeEdition(
  building: string,
  o: Omit<SiteOptions, "play"> & {
    other: readonly Lesson[];
    licences: readonly Licence[];
    play?: PlayModels;
  },
): Promise<PdfJob[]> {
  const { lessons, glossary, browser, versions = VERSIONS, onProgress = () => {} } = o;
  const isKorean = language() === "ko";
  const top = isKorean ? join(building, "ko") : building;
  await Deno.mkdir(top, { recursive: true });
  const write = (path: string, text: string) => Deno.writeTextFile(join(top, path), text);
  const pdf = browser !== undefined, inBoth = o.other.length > 0;
  const play = o.play && playMenu(await writePlayPages(top, { ...o.play, version: versions[0], inBoth }));
  await write("index.html", indexPage(lessons, { pdf, versions, inBoth, play, solved: o.solved }));
  await write("licences.html", licencesPage(o.licences, versions[0], { inBoth }));
  await write("glossary.html", glossaryPage(glossary, { lessons, version: versions[0], inBoth }));
  const jobs: PdfJob[] = [];
  for (const version of versions) {
    await Deno.mkdir(join(top, version));
    await Deno.writeTextFile(
      join(building, "assets", searchFile(version)),
      searchScript({ lessons, glossary, version }),
    );
    for (const [i, lesson] of lessons.entries()) {
      onProgress(`${version}'s ${isKorean ? "ko/" : ""}${lesson.name}`);
      const path = `${version}/${lesson.name}`;
      const inBoth = o.other.some(({ name }) => name === lesson.name);
      await write(
        `${path}.html`,
        lessonPage(lesson, {
          version,
          versions,
          glossary: new GlossaryLinker(glossary, "../glossary.html", language()),
          previous: lessons[i - 1],
          next: lessons[i + 1],
          inBoth,
          pdf,
          solved: o.solved?.ids,
          cellFigures: o.play ? cellFigures(`${toSite("../")}assets/play`) : {},
        }),
      );
      await write(`${path}-slides.html`, slidesPage(lesson, version, { inBoth }));
      await saveNotebook(join(top, `${path}.ipynb`), versionOf(lesson.notebook, version));
      jobs.push({ page: join(top, `${path}.html`), pdf: join(top, `${path}.pdf`) });
    }
  }
  return jobs;
}
