/** Writes everything that pages with models need into a site: scripts, models, and the pages of play/. */
import { join } from "node:path";
import { bundlePlay } from "./bundle.ts";
import { examplePictures, type Examples, runExamples } from "./examples.ts";
import { lottoFigure } from "./figures.ts";
import { modelScript, type PlayModel } from "./model_script.ts";
import { type OwnModels, readOwnModels } from "./own_models.ts";
import { learnerPage, ownPages, type PlayPage, playScript, type PlaySite, scriptMessages } from "./pages.ts";

/** A model that the learner trained, from a checkpoint or a folder of Hugging Face's kind. */
export interface LearnerModel extends PlayModel {
  /** The path that the learner named. */
  readonly from: string;
}

export interface PlayOptions {
  /** The folder of the course's own models: assets/models. */
  readonly models: string;
  readonly learner?: readonly LearnerModel[];
}

/** Models and examples that the pages of each language share. */
export interface PlayModels {
  readonly models: OwnModels;
  readonly learner: readonly LearnerModel[];
  readonly examples: Examples;
}

/** Writes scripts and models. @param folder the site's top folder */
export async function writePlayAssets(folder: string, o: PlayOptions): Promise<PlayModels> {
  const { learner = [] } = o;
  const assets = join(folder, "assets", "play");
  await Deno.mkdir(assets, { recursive: true });
  const models = await readOwnModels(o.models);
  await bundlePlay(assets);
  for (const { record: _, ...model } of Object.values(models)) await writeModel(assets, model);
  for (const { from: _, ...model } of learner) await writeModel(assets, model);
  return { models, learner, examples: await runExamples(models) };
}

/**
 * Writes the pages in the language that is shown.
 *
 * @param folder the top folder of that language
 * @returns the pages, for the menu
 */
export async function writePlayPages(
  folder: string,
  { models, learner, examples, ...site }: PlayModels & PlaySite,
): Promise<PlayPage[]> {
  const pages = [
    ...ownPages({ models, pictures: await examplePictures(examples), site }),
    ...learner.map((model) => learnerPage(model, site)),
  ];
  await Deno.mkdir(join(folder, "play"), { recursive: true });
  for (const { path, html } of pages) await Deno.writeTextFile(join(folder, path), html);
  return pages;
}

async function writeModel(assets: string, model: PlayModel): Promise<void> {
  await Deno.writeTextFile(join(assets, `model-${model.name}.js`), modelScript(model));
}

/**
 * Figures for cells of notebooks, by the cell's tag. The figure stands below the cell, and loads its model at the first
 * use. Paper and readers without scripts have the outputs of the notebook.
 *
 * @param assets the path from the page to assets/play
 */
export function cellFigures(assets: string): Readonly<Record<string, string>> {
  return {
    "play-lotto": lottoFigure({ assets, model: "lotto", alone: false, picture: "" }) + scriptMessages() +
      playScript(assets),
  };
}
