/**
 * The environment variables with which the course starts other programs.
 *
 * Settings for another Python, Jupyter, Deno, npm, git or TensorFlow are left out: a PYTHONHOME or PIP_TARGET of another
 * project would break the set-up, or make it write outside this folder. Caches, settings and runtime files go into
 * `.course/`, so that the reader's own programs stay as they are.
 */
import { delimiter, join } from "node:path";
import { layout } from "./layout.ts";

/** Names of variables that are left out. Certificates, proxies and registries stay: they say how to reach the network. */
const foreign: readonly RegExp[] = [
  /^(PYTHON|PIP_|UV_|CONDA_|VIRTUAL_ENV|PIPENV_|POETRY_|__PYVENV_)/,
  /^(JUPYTER|IPYTHON|JPY_|NBCLIENT|NBCONVERT)/,
  /^DENO_(?!TLS_CA_STORE$|CERT$|AUTH_TOKENS$)/,
  /^NODE_(OPTIONS|PATH|ENV|V8_COVERAGE|CHANNEL_FD)$/,
  // What `npm run` sets, except the registry and how to reach it.
  /^npm_(?!config_(.*registry|.*proxy|noproxy|cafile|ca|strict_ssl|.*_auth.*)$)/i,
  // Set inside git's hooks: git would look at another repository.
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|OBJECT_DIRECTORY|NAMESPACE|CEILING_DIRECTORIES)$/,
  /^(CDPATH|ENV|BASH_ENV|GREP_OPTIONS)$/,
];

/** TensorFlow ends the process when one of these has a flag that its version does not know. */
export const compilerFlags = ["XLA_FLAGS", "TF_XLA_FLAGS"] as const;

/** The whole environment of another program, made from the reader's own. */
export function courseEnvironment(
  own: Readonly<Record<string, string>> = Deno.env.toObject(),
): Record<string, string> {
  const { course, cache, jupyter, venv } = layout;
  const left = Object.entries(own).filter(([name]) =>
    !foreign.some((pattern) => pattern.test(name)) && !(compilerFlags as readonly string[]).includes(name)
  );
  return {
    ...Object.fromEntries(left),
    PATH: [join(venv, "bin"), own.PATH || "/usr/local/bin:/usr/bin:/bin"].join(delimiter),
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
    // The most there can be. TensorFlow's kernels for a GPU newer than its machine code may need more than the default 1 GiB.
    CUDA_CACHE_MAXSIZE: own.CUDA_CACHE_MAXSIZE ?? String(2 ** 32),
    npm_config_cache: join(cache, "npm"),
    PYTHONNOUSERSITE: "1",
    PYTHONUNBUFFERED: "1",
    PYTHONUTF8: "1",
  };
}
