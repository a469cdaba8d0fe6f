/**
 * uv, the program that makes the course's Python environments: it finds a Python or fetches one, and installs locked
 * packages.
 *
 * uv is one file, fetched into .course/uv at a pinned version and checked by its hash. It comes from PyPI if the machine
 * has a Python with pip or venv, otherwise from its official release. It gets the course's settings only, and the reader's
 * package index (package_index.ts).
 */
import { dirname, join } from "node:path";
import { CommandError } from "../command_error.ts";
import { systemAdvice } from "./install_advice.ts";
import { layout } from "../layout.ts";
import { exists, fileHash, removeTree } from "../files.ts";
import { packageIndex, pipIndexVariables, uvIndexVariables } from "./package_index.ts";
import { elapsedSince, ProgressLine } from "./progress_line.ts";
import { type Finished, outputOf, run } from "../subprocess.ts";
import { say } from "../terminal.ts";

const version = "0.13.8";
/** The official release's name and the SHA-256 of the binary, which is the wheel's, too. */
const builds: Record<string, { readonly release: string; readonly hash: string }> = {
  "linux-x86_64": {
    release: "x86_64-unknown-linux-gnu",
    hash: "4a7607589912d9c20e86b860b032f7c7f2913c9a3e76f46aef136885387452b8",
  },
  "linux-aarch64": {
    release: "aarch64-unknown-linux-musl",
    hash: "5aa4427bd923cfdca2d56a3577f60d8fa7825aa3b496fef975dfd6f03db57d28",
  },
  "darwin-aarch64": {
    release: "aarch64-apple-darwin",
    hash: "f98066c132dc37b83a8861f9b538d732b5aad41d3b3a69e47abf27cdaef842a9",
  },
  "darwin-x86_64": {
    release: "x86_64-apple-darwin",
    hash: "afdbf4b93ab474668f8ad99da2fb7fb6562c020a4bbd860e9b1909181498b1b6",
  },
};

interface FetchOptions {
  /** The folder to keep it in. Default: .course/uv. */
  readonly store?: string;
  /** The Python whose pip is asked; COURSE_PYTHON, else `python3` on the PATH. */
  readonly python?: string;
}

/** Runs uv and shows its messages as progress. Fetches uv first where it is missing. */
export async function runUv(args: readonly string[]): Promise<Finished> {
  const binary = await fetchUv();
  using line = new ProgressLine();
  return await run(binary, args, {
    env: {
      ...uvIndexVariables(await packageIndex()),
      UV_NO_CONFIG: "1",
      UV_NO_PROGRESS: "1",
      UV_CACHE_DIR: layout.uvCache,
      UV_PYTHON_INSTALL_DIR: layout.pythons,
      UV_PYTHON_INSTALL_BIN: "0",
      UV_PYTHON_PREFERENCE: "system",
      // A company's own certificates are in the system's store. Without a store, uv uses its own list.
      ...(await exists("/etc/ssl/certs/ca-certificates.crt") ? { UV_SYSTEM_CERTS: "1" } : {}),
      NO_COLOR: "1",
    },
    onLine: (text) => line.update(`  ${text.trim()}`),
  });
}

export async function forgetDownloads(): Promise<void> {
  await removeTree(layout.uvCache);
}

/** The path of uv, which is fetched where it is missing. @throws {CommandError} saying what was tried */
export async function fetchUv({ store = layout.uv, python }: FetchOptions = {}): Promise<string> {
  const binary = join(store, version, "uv");
  if (await exists(binary)) return binary;
  const build = builds[`${Deno.build.os}-${Deno.build.arch}`];
  const started = performance.now();
  say(`uv ${version}, which installs Python packages: fetching (about 17 MB) …`);
  const work = join(store, "fetching");
  const tried: string[] = [];
  const ways = [
    () => fromPyPI(work, python ? [python] : [Deno.env.get("COURSE_PYTHON") ?? "", "python3", "python"]),
    () => fromRelease(work, build.release),
  ];
  for (const way of ways) {
    await removeTree(work);
    await Deno.mkdir(work, { recursive: true });
    const got = await way();
    if ("failed" in got) {
      tried.push(got.failed);
      continue;
    }
    const hash = await fileHash(got.file);
    if (hash !== build.hash) {
      tried.push(`${got.from}: what arrived is not uv ${version} (its SHA-256 is ${hash.slice(0, 12)}…)`);
      continue;
    }
    await Deno.chmod(got.file, 0o755);
    await Deno.mkdir(dirname(binary), { recursive: true });
    await Deno.rename(got.file, binary);
    await removeTree(work);
    say(`uv: done in ${elapsedSince(started)}.`);
    return binary;
  }
  await removeTree(work);
  throw new CommandError(`could not fetch uv ${version}:\n${tried.map((line) => `  - ${line}`).join("\n")}`, {
    next: systemAdvice(tried) ??
      "connect to the internet (or set your proxy) and start again. If this machine reaches PyPI but not GitHub, " +
        "install a Python with its venv module (Debian: apt-get install python3-venv).",
  });
}

type Got = { readonly file: string; readonly from: string } | { readonly failed: string };

/** With the pip that Python has, or with that of a temporary virtual environment. */
async function fromPyPI(work: string, pythons: readonly string[]): Promise<Got> {
  const from = "from PyPI";
  const python = await firstPython(pythons);
  if (!python) return { failed: `${from}: this machine has no Python with pip` };
  let pip = python;
  if (await outputOf(python, ["-I", "-m", "pip", "--version"]) === undefined) {
    const venv = join(work, "venv");
    if ((await run(python, ["-I", "-m", "venv", venv])).code === 0) pip = join(venv, "bin", "python");
  }
  const { code, tail } = await run(pip, [
    ...["-I", "-m", "pip", "install", "--quiet", "--target", join(work, "wheel"), "--no-deps"],
    ...["--only-binary", ":all:", "--retries", "1", "--no-cache-dir", `uv==${version}`],
  ], {
    env: {
      ...pipIndexVariables(await packageIndex()),
      PIP_CONFIG_FILE: "/dev/null",
      PIP_DISABLE_PIP_VERSION_CHECK: "1",
      PIP_NO_INPUT: "1",
    },
  });
  if (code !== 0) {
    const why = tail.findLast((line) => /error|No module named/i.test(line)) ?? tail.at(-1) ??
      `exit status ${code}`;
    return { failed: `${from}: ${why.trim()}` };
  }
  return { file: join(work, "wheel", "bin", "uv"), from };
}

async function firstPython(commands: readonly string[]): Promise<string | undefined> {
  for (const command of commands.filter((name) => name !== "")) {
    const script = "import sys; print(sys.version_info >= (3, 8))";
    if (await outputOf(command, ["-I", "-c", script]) === "True") return command;
  }
  return undefined;
}

/** From the releases on GitHub, or from a copy of them that COURSE_UV_URL names. */
async function fromRelease(work: string, release: string): Promise<Got> {
  const from = "as the official release";
  const base = Deno.env.get("COURSE_UV_URL") || "https://github.com/astral-sh/uv/releases/download";
  const archive = join(work, "uv.tar.gz");
  try {
    const response = await fetch(`${base}/${version}/uv-${release}.tar.gz`, {
      signal: AbortSignal.timeout(300_000),
    });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      return { failed: `${from}: the server replied ${response.status} ${response.statusText}` };
    }
    await Deno.writeFile(archive, response.body);
  } catch (error) {
    return { failed: `${from}: ${(error as Error).message}` };
  }
  const { code, tail } = await run("tar", ["-xzf", archive, "-C", work]);
  if (code !== 0) return { failed: `${from}: tar: ${tail.at(-1) ?? `exit status ${code}`}` };
  return { file: join(work, `uv-${release}`, "uv"), from };
}
