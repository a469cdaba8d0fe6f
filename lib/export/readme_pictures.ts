/**
 * The README's pictures, taken from the outputs of the notebooks: `./course deno task pictures`.
 *
 * A figure's static picture is part of the notebook (lib/plot); this only finds it by its description and copies it.
 */
import { join } from "node:path";
import { layout } from "../cli/layout.ts";
import { joinText, readNotebook } from "../cli/notebook_file.ts";

const PICTURES = [
  {
    file: "attention-explorer.svg",
    notebook: "02-attention-from-scratch.ipynb",
    begins: "Heads of a transformer",
  },
  { file: "loss-curve.svg", notebook: "03-book-gpt.ipynb", begins: "Loss curve" },
] as const;

/** The SVG of the first figure in a notebook whose description begins so. */
export async function findPicture(notebook: string, begins: string): Promise<string> {
  const { cells } = await readNotebook(join(layout.notebooks, notebook));
  for (const output of cells.flatMap(({ outputs = [] }) => outputs)) {
    const html = "data" in output ? output.data["text/html"] : undefined;
    if (!html) continue;
    for (
      const [, base64, alt] of joinText(html as string | string[]).matchAll(
        /src="data:image\/svg\+xml;base64,([^"]+)" alt="([^"]*)"/g,
      )
    ) {
      if (alt.startsWith(begins)) {
        return new TextDecoder().decode(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
      }
    }
  }
  throw new Error(
    `${notebook} shows no figure whose description begins with "${begins}"; run it and save its outputs`,
  );
}

if (import.meta.main) {
  const folder = join(layout.assets, "figures");
  await Deno.mkdir(folder, { recursive: true });
  for (const { file, notebook, begins } of PICTURES) {
    await Deno.writeTextFile(join(folder, file), await findPicture(notebook, begins) + "\n");
    console.log(`assets/figures/${file}`);
  }
}
