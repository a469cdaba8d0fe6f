/**
 * `./course deno task pictures`: copies the README's pictures from the outputs of the notebooks.
 *
 * A notebook holds a static picture of each figure, a PNG if `./course run` saved it on a machine with Chromium
 * (lib/tools/notebook_checks/raster_pictures.ts). This file finds the pictures by their descriptions.
 */
import { join } from "node:path";
import { layout } from "../layout.ts";
import { dataText, readNotebook } from "../notebook_file/notebook_file.ts";

const PICTURES = [
  {
    file: "attention-explorer.png",
    notebook: "03-attention-from-scratch.ipynb",
    begins: "Heads of a transformer",
  },
  { file: "loss-curve.png", notebook: "04-book-gpt.ipynb", begins: "Loss curve" },
] as const;

/** The PNG of the first figure in a notebook whose description begins with `begins`. */
async function findPicture(notebook: string, begins: string): Promise<Uint8Array> {
  const { cells } = await readNotebook(join(layout.notebooks, notebook));
  for (const output of cells.flatMap(({ outputs = [] }) => outputs)) {
    for (
      const [, base64, alt] of dataText(output, "text/html").matchAll(
        /src="data:image\/png;base64,([^"]+)"(?: data-svg="[^"]*")? alt="([^"]*)"/g,
      )
    ) {
      if (alt.startsWith(begins)) return Uint8Array.fromBase64(base64);
    }
  }
  throw new Error(
    `${notebook} has no PNG of a figure whose description begins with "${begins}"; ` +
      "run it with ./course run on a machine with Chromium",
  );
}

if (import.meta.main) {
  const folder = join(layout.assets, "figures");
  await Deno.mkdir(folder, { recursive: true });
  for (const { file, notebook, begins } of PICTURES) {
    await Deno.writeFile(join(folder, file), await findPicture(notebook, begins));
    console.log(`assets/figures/${file}`);
  }
}
