/** What JupyterLab begins with: no questions about news, a style for Korean, and the table of contents at the left. */
import { join } from "node:path";
import { exists, writeAtomically } from "../files.ts";
import { layout } from "../layout.ts";

/** JupyterLab keeps here what is open. Its name is that of the workspace "default". */
const WORKSPACE = join(layout.jupyter, "lab", "workspaces", "default-37a8.jupyterlab-workspace");

/** The left side of a new workspace: the table of contents of the open notebook, not the list of files. */
const NEW_WORKSPACE = {
  data: {
    "layout-restorer:data": {
      main: { dock: { type: "tab-area", currentIndex: 0, widgets: [] } },
      left: {
        collapsed: false,
        visible: true,
        current: "@jupyterlab/toc:plugin",
        widgets: ["filebrowser", "running-sessions", "@jupyterlab/toc:plugin", "extensionmanager.main-view"],
      },
      right: { collapsed: true, visible: true, widgets: ["jp-property-inspector"] },
      relativeSizes: [0.22, 0.78, 0],
    },
  },
  metadata: { id: "default" },
};

/** A Korean word is not broken at the end of a line. */
const STYLE = ".jp-RenderedHTMLCommon { word-break: keep-all; overflow-wrap: break-word; }\n";

/** Whether JupyterLab has kept nothing yet. Ask before `writeLabSettings`. */
export async function isFirstStart(): Promise<boolean> {
  return !await exists(WORKSPACE);
}

/** Writes what is missing; what the reader has changed stays. */
export async function writeLabSettings(): Promise<void> {
  const style = join(layout.jupyter, "config", "custom", "custom.css");
  if (await Deno.readTextFile(style).catch(() => "") !== STYLE) await writeAtomically(style, STYLE);
  if (await isFirstStart()) await writeAtomically(WORKSPACE, JSON.stringify(NEW_WORKSPACE) + "\n");
  const file = join(
    layout.jupyter,
    ...["lab", "settings", "@jupyterlab", "apputils-extension", "notification.jupyterlab-settings"],
  );
  if (await exists(file)) return;
  await writeAtomically(file, JSON.stringify({ fetchNews: "false", checkForUpdates: false }, null, 2) + "\n");
}
