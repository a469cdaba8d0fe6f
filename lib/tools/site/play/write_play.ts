/** Writes everything that pages with models need into a site: scripts, models, and the pages of play/. */
import { join } from "node:path";
import type { Version } from "../version.ts";
import { bundlePlay } from "./bundle.ts";
import { examplePictures } from "./examples.ts";
import { lottoFigure } from "./figures.ts";
import { modelScript, type PlayModel } from "./model_script.ts";
import { readOwnModels } from "./own_models.ts";
import { learnerPage, ownPages, type PlayPage, playScript } from "./pages.ts";

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

/**
 * Writes scripts, models and pages.
 *
 * @param folder the site's top folder
 * @param o.version whose search the pages have
 * @returns the pages, for the menu
 */
export async function writePlay(folder: string, o: PlayOptions & { version: Version }): Promise<PlayPage[]> {
  const { learner = [], version } = o;
  const assets = join(folder, "assets", "play");
  for (const path of [assets, join(folder, "play")]) await Deno.mkdir(path, { recursive: true });
  const models = await readOwnModels(o.models);
  await bundlePlay(assets);
  for (const { record: _, ...model } of Object.values(models)) await writeModel(assets, model);
  for (const { from: _, ...model } of learner) await writeModel(assets, model);
  const pictures = await examplePictures(models);
  const pages = [
    ...ownPages({ models, pictures, version }),
    ...learner.map((model) => learnerPage(model, version)),
  ];
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
    "play-lotto": lottoFigure({ assets, model: "lotto", alone: false, picture: "" }) + playScript(assets),
  };
}
