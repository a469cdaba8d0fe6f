/**
 * The environment variables with which the course starts other programs.
 *
 * They send every cache, setting and runtime file into `.course/`, so that the reader's own Deno, Jupyter, Python and npm
 * stay as they are, and they keep those programs from phoning home.
 */
import { delimiter, join } from "node:path";
import { layout } from "./layout.ts";

/** Our variables alone; `Deno.Command` adds them to the current ones. */
export function courseEnvironment(): Record<string, string> {
  const { course, cache, jupyter, venv } = layout;
  const path = Deno.env.get("PATH") ?? "/usr/bin:/bin";
  return {
    PATH: [join(venv, "bin"), path].join(delimiter),
    DENO_DIR: layout.denoDir,
    DENO_NO_UPDATE_CHECK: "1",
    JUPYTER_PATH: jupyter,
    JUPYTER_CONFIG_DIR: join(jupyter, "config"),
    JUPYTER_DATA_DIR: join(jupyter, "data"),
    JUPYTER_RUNTIME_DIR: join(jupyter, "runtime"),
    JUPYTER_PLATFORM_DIRS: "1",
    JUPYTERLAB_SETTINGS_DIR: join(jupyter, "lab", "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(jupyter, "lab", "workspaces"),
    IPYTHONDIR: join(course, "ipython"),
    XDG_CACHE_HOME: cache,
    CUDA_CACHE_PATH: join(cache, "cuda"),
    npm_config_cache: join(cache, "npm"),
    PIP_CACHE_DIR: layout.pipCache,
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    PIP_NO_INPUT: "1",
    PYTHONNOUSERSITE: "1",
    PYTHONUNBUFFERED: "1",
  };
}
