/**
 * The package index that the reader's pip or uv uses, such as the mirror of a school or company, and how to reach it.
 * The course uses none of their other settings. Packages are checked by their hashes, whatever index they come from.
 */
import { join } from "node:path";

/** The settings, by pip's names for them. */
const settings = ["index-url", "extra-index-url", "trusted-host", "cert", "proxy"] as const;
type Setting = (typeof settings)[number];
type PackageIndex = Partial<Record<Setting, string>>;

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the settings. Variables come before files, the reader's files before the machine's. */
export async function packageIndex(env: Env = Deno.env.toObject()): Promise<PackageIndex> {
  const home = env.HOME ?? "/nonexistent";
  const config = env.XDG_CONFIG_HOME || join(home, ".config");
  const found: PackageIndex[] = [{
    "index-url": env.UV_DEFAULT_INDEX || env.UV_INDEX_URL || env.PIP_INDEX_URL,
    "extra-index-url": env.UV_INDEX || env.UV_EXTRA_INDEX_URL || env.PIP_EXTRA_INDEX_URL,
    "trusted-host": env.UV_INSECURE_HOST || env.PIP_TRUSTED_HOST,
    cert: env.PIP_CERT,
    proxy: env.PIP_PROXY,
  }];
  const pipFiles = [
    ...(env.VIRTUAL_ENV ? [join(env.VIRTUAL_ENV, "pip.conf")] : []),
    join(config, "pip", "pip.conf"),
    join(home, "Library", "Application Support", "pip", "pip.conf"),
    join(home, ".pip", "pip.conf"),
    "/etc/xdg/pip/pip.conf",
    "/etc/pip.conf",
  ];
  // As in pip: /dev/null means no files at all, another name one more file, which comes first.
  const named = env.PIP_CONFIG_FILE ? [env.PIP_CONFIG_FILE] : [];
  for (const path of named[0] === "/dev/null" ? [] : [...named, ...pipFiles]) {
    found.push(pipSettings(await readIfThere(path)));
  }
  const uvFiles = [
    ...(env.UV_CONFIG_FILE ? [env.UV_CONFIG_FILE] : []),
    join(config, "uv", "uv.toml"),
    "/etc/uv/uv.toml",
  ];
  if (!env.UV_NO_CONFIG) { for (const path of uvFiles) found.push(uvSettings(await readIfThere(path))); }

  const result: PackageIndex = {};
  for (const name of settings) {
    const value = found.map((from) => from[name]).find((text) => text);
    if (value) result[name] = value;
  }
  return result;
}

/** The settings in a pip.conf: sections [global], [install] and [download]; indented lines continue a value. */
export function pipSettings(text: string): PackageIndex {
  const found: PackageIndex = {};
  let section = "", last: Setting | undefined;
  for (const line of text.split(/\r?\n/)) {
    const title = line.match(/^\[([^\]]+)\]/)?.[1];
    const pair = line.match(/^([A-Za-z_-]+)\s*[=:]\s*(.*)$/);
    if (title) [section, last] = [title.trim(), undefined];
    else if (/^\s*[#;]/.test(line)) continue;
    else if (/^\s+\S/.test(line) && last) found[last] = `${found[last] ?? ""} ${line.trim()}`.trim();
    else if (pair && ["global", "install", "download"].includes(section)) {
      const name = pair[1].toLowerCase().replaceAll("_", "-");
      last = settings.find((setting) => setting === name);
      if (last) found[last] = pair[2].trim();
    } else if (line.trim() !== "") last = undefined;
  }
  return found;
}

/** The default index in a uv.toml. */
export function uvSettings(text: string): PackageIndex {
  const old = text.match(/^\s*index-url\s*=\s*["']([^"']+)["']/m)?.[1];
  const tables = text.split(/^\s*\[\[index\]\]/m).slice(1).map((table) => table.split(/^\s*\[/m)[0]);
  const chosen = tables.find((table) => /^\s*default\s*=\s*true/m.test(table));
  const url = chosen?.match(/^\s*url\s*=\s*["']([^"']+)["']/m)?.[1] ?? old;
  return url ? { "index-url": url } : {};
}

async function readIfThere(path: string): Promise<string> {
  return await Deno.readTextFile(path).catch(() => "");
}

/** The settings as uv's variables. They may hold passwords, so they are not arguments, which every user can list. */
export function uvIndexVariables(index: PackageIndex): Record<string, string> {
  return variables({
    UV_DEFAULT_INDEX: index["index-url"],
    UV_INDEX: index["extra-index-url"],
    // Two indexes may have the same package; the hashes decide.
    UV_INDEX_STRATEGY: index["extra-index-url"] && "unsafe-best-match",
    UV_INSECURE_HOST: index["trusted-host"],
    ...network(index),
  });
}

/** The settings as pip's variables. */
export function pipIndexVariables(index: PackageIndex): Record<string, string> {
  return variables({
    PIP_INDEX_URL: index["index-url"],
    PIP_EXTRA_INDEX_URL: index["extra-index-url"],
    PIP_TRUSTED_HOST: index["trusted-host"],
    ...network(index),
  });
}

function network({ cert, proxy }: PackageIndex): Record<string, string | undefined> {
  return { SSL_CERT_FILE: cert, REQUESTS_CA_BUNDLE: cert, HTTPS_PROXY: proxy, HTTP_PROXY: proxy };
}

function variables(all: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]));
}
