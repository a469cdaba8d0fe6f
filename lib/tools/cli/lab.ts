/**
 * `./course lab`: JupyterLab on notebooks/ with the course's kernel as the only one.
 *
 * Jupyter runs in its own session: Ctrl-C reaches only this process, which then stops Jupyter and its kernels.
 */
import { join, relative } from "node:path";
import { language } from "../../language.ts";
import { keepOpenedLanguage, openedLanguage } from "../command_language.ts";
import { CommandError, systemRefusal } from "../command_error.ts";
import { systemAdvice } from "./install_advice.ts";
import { describeKernelEnd, outOfMemoryKills } from "./kernel_end.ts";
import { removeTree } from "../files.ts";
import { kernelName } from "../kernelspec.ts";
import { plotlyFolder } from "../../notebook/plot/mod.ts";
import { layout } from "../layout.ts";
import { courseNotebooks } from "../notebook_file/notebook_file.ts";
import { stopSignals } from "../stop_signals.ts";
import { startOptions, withParent } from "../subprocess.ts";
import { isFirstStart, writeLabSettings } from "./lab_settings.ts";
import { setUp } from "./setup.ts";
import { say } from "../terminal.ts";
import { TextLineStream } from "../text_lines.ts";
import { trustNotebooks, unchangedNotebooks } from "./trust.ts";

interface LabOptions {
  browser: boolean;
  port: number;
  /** The network address to listen on: an IP address or a name. */
  host: string;
}

/**
 * Starts JupyterLab and waits until it ends. It opens the first notebook, in Korean that of notebooks/ko, and later commands
 * mean the notebooks of the same language; kernels inherit COURSE_LANG. Returns whether it ended as asked.
 */
export async function lab(o: LabOptions): Promise<boolean> {
  if (!isLoopback(o.host)) {
    say(
      `JupyterLab will listen on ${o.host}, without encryption: whoever reads the token on the way can run`,
    );
    say("programs as you. Prefer an ssh tunnel (`./course help lab`), or put a server with TLS in front.");
  }
  await setUp();
  say("starting JupyterLab …");
  const page = await firstPage();
  await keepOpenedLanguage(language());
  await writeLabSettings();
  await trustNotebooks(await unchangedNotebooks());
  const logFile = join(layout.jupyter, "lab.log");
  // It has the token: only the reader may open it and its folder. A new file, because `mode` changes no other.
  await Deno.mkdir(layout.jupyter, { recursive: true });
  await Deno.chmod(layout.jupyter, 0o700);
  await removeTree(logFile);
  using log = await Deno.open(logFile, { write: true, createNew: true, mode: 0o600 });
  const [shell, ...args] = withParent(
    layout.python,
    "-m",
    "jupyterlab",
    ...labArguments(o, page),
  );
  const child = new Deno.Command(shell, {
    ...startOptions(),
    ...{ args, stdout: "null", stderr: "piped", detached: true },
  }).spawn();

  let stopping = false, hasEnded = false;
  const stop = () => {
    if (stopping) return child.kill("SIGKILL");
    stopping = true;
    say("stopping JupyterLab and its kernels …");
    child.kill("SIGTERM");
  };
  const signals = stopSignals();
  for (const signal of signals) Deno.addSignalListener(signal, stop);

  let shown: Promise<void> | undefined;
  let logging = true;
  let kills = outOfMemoryKills();
  const tail: string[] = [];
  /** What kernels have printed since a kernel last ended. */
  const kernels: string[] = [];
  for await (
    const line of child.stderr.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
  ) {
    logging &&= await writeLine(log, line);
    tail.push(line);
    const jupyters = /^\s*\[[A-Z] \d{4}-/.test(line);
    if (shown && !jupyters && !line.includes("token=")) kernels.push(line);
    if (jupyters && /KernelRestarter: restarting kernel/.test(line)) {
      reportKernelEnd(kills, kernels.splice(0));
      kills = outOfMemoryKills();
    }
    if (tail.length > 12) tail.shift();
    if (kernels.length > 60) kernels.shift();
    const url = addressIn(line, o.host);
    if (url) shown ??= showWhenReady(url, { ...o, isOver: () => stopping || hasEnded });
  }
  const { code } = await child.status;
  hasEnded = true;
  for (const signal of signals) Deno.removeSignalListener(signal, stop);
  if (stopping) {
    say("stopped.");
    return true;
  }
  if (code === 0) return true;
  const advice = hostAdvice(tail, o.host) ?? systemAdvice(tail);
  throw new CommandError(
    "JupyterLab ended with exit status " +
      `${code}:\n${tail.slice(advice ? -1 : 0).map((line) => `  ${line.trimStart()}`).join("\n")}`,
    { next: advice ?? `the whole log is in ${logFile}; \`./course doctor\` checks the set-up.` },
  );
}

/** Advice where JupyterLab could not listen because the host is no address of this machine; otherwise undefined. */
export function hostAdvice(tail: readonly string[], host: string): string | undefined {
  if (!/socket\.gaierror|assign requested address/.test(tail.join("\n"))) return undefined;
  return `--host ${host} is no address of this machine: leave --host out, or name one that \`hostname -I\` lists.`;
}

/** Adds a line to the log. Returns false, and prints why, when that is no longer possible; JupyterLab goes on. */
async function writeLine(log: Deno.FsFile, line: string): Promise<boolean> {
  try {
    const bytes = new TextEncoder().encode(line + "\n");
    for (let written = 0; written < bytes.length;) written += await log.write(bytes.subarray(written));
    return true;
  } catch (error) {
    const refused = systemRefusal(error);
    if (!refused) throw error;
    say(`JupyterLab's log ends here: ${refused.what}. Notebooks cannot be saved either: ${refused.next}`);
    return false;
  }
}

/** Prints why a kernel ended; JupyterLab shows only that it started the kernel again. */
function reportKernelEnd(killsBefore: number, lines: readonly string[]): void {
  const outOfMemory = outOfMemoryKills() > killsBefore;
  say(
    "a kernel ended and JupyterLab starts it again: " +
      `${describeKernelEnd({ status: null, outOfMemory, lines })}`,
  );
}

/** Prints the address when JupyterLab replies there; Jupyter logs it a moment earlier. Gives up when it is over. */
async function showWhenReady(url: string, o: LabOptions & { isOver: () => boolean }): Promise<void> {
  while (!o.isOver()) {
    const response = await fetch(url, { redirect: "manual" }).catch(() => undefined);
    await response?.body?.cancel();
    if (response) {
      const other = otherPort(url, o.port);
      if (other) say(`port ${o.port} is in use, so JupyterLab listens on port ${other}.`);
      say(`JupyterLab is running: ${url}`);
      say("Ctrl-C here stops it.");
      if (o.browser) openBrowser(url);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Opens the reader's browser, with the reader's own environment. Without a browser the printed address is enough. */
function openBrowser(url: string): void {
  const command = Deno.build.os === "darwin" ? "open" : "xdg-open";
  try {
    new Deno.Command(command, { args: [url], stdin: "null", stdout: "null", stderr: "null" }).spawn().unref();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    say("no browser is set up here; open the address in one that reaches this machine.");
  }
}

/** Whether only programs on this machine reach the address. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host);
}

/**
 * The address of JupyterLab in a line of Jupyter's log. Jupyter also logs an address with 127.0.0.1 when it listens on one
 * other address only, where 127.0.0.1 does not reply; such a line gives `undefined`.
 */
export function addressIn(line: string, host: string): string | undefined {
  const url = line.match(/http:\/\/(\[[^\]]+\]|[^:/\s]+):\d+\/lab\S*/);
  if (!url) return undefined;
  const everywhere = host === "0.0.0.0" || host === "::";
  const reachable = everywhere || host === "localhost" || host === "127.0.0.1"
    ? ["127.0.0.1", "localhost"]
    : [host, `[${host}]`];
  return reachable.includes(url[1]) ? url[0] : undefined;
}

/** The port in the address, where it is not the one that was asked for: another program, or another lab, listens there. */
export function otherPort(url: string, port: number): string | undefined {
  const found = new URL(url).port || "80";
  return found === String(port) ? undefined : found;
}

/**
 * The page that the lab opens with, below its address: the first notebook. From the second start in the same language on,
 * it is undefined: JupyterLab opens what was open before.
 */
async function firstPage(): Promise<string | undefined> {
  const shown = language();
  if (shown === (openedLanguage() ?? "en") && !await isFirstStart()) return undefined;
  const [first] = await courseNotebooks(shown);
  if (!first && shown === "en") return undefined;
  if (first) return `/lab/tree/${relative(layout.notebooks, first)}`;
  throw new CommandError("there are no Korean notebooks in notebooks/ko.", {
    next: "`git restore notebooks/ko` brings them back; `./course lab --lang en` opens the English ones.",
  });
}

function labArguments({ port, host }: LabOptions, firstPage: string | undefined): string[] {
  return [
    ...(firstPage ? [`--LabApp.default_url=${firstPage}`] : []),
    `--ServerApp.root_dir=${layout.notebooks}`,
    `--ServerApp.ip=${host}`,
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=50",
    "--ServerApp.open_browser=False",
    "--PasswordIdentityProvider.allow_password_change=False", // there is only the token
    // Figures load plotly.js from here: Jupyter does not serve node_modules, because its links lead into a hidden folder.
    `--ServerApp.extra_static_paths=${plotlyFolder()}`,
    // Jupyter refuses to start as root, which is the user of most containers.
    ...(Deno.uid() === 0 ? ["--ServerApp.allow_root=True"] : []),
    "--KernelSpecManager.ensure_native_kernel=False",
    `--KernelSpecManager.allowed_kernelspecs=${kernelName}`,
    `--MappingKernelManager.default_kernel_name=${kernelName}`,
    "--LabApp.custom_css=True",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
  ];
}
