/**
 * The course's command line: the commands and their arguments. Each command has a file, which is loaded when the command
 * is called.
 */
import { Argument, Command, CommanderError, Help, InvalidArgumentError, Option } from "commander";
import { type Language, setLanguage, translate, translateLines } from "../../language.ts";
import { textColumns } from "../../notebook/plot/text_width.ts";
import { shareInstalled } from "./in_use.ts";
import { suites } from "./suites.ts";
import { print, printError } from "../terminal.ts";

/** The commands that `./course clean` waits for. */
const USE_INSTALLED: readonly string[] = ["lab", "run", "check", "test", "bench", "gpu", "data", "export"];

/** Runs one command. Returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  let succeeded = true;
  const program = commands((result) => succeeded = result);
  let shared: Deno.FsFile | undefined;
  program.hook("preAction", async (_program, command) => {
    if (USE_INSTALLED.includes(command.name())) shared = await shareInstalled();
  });
  if (args.length === 0) {
    program.outputHelp();
    return 0;
  }
  try {
    await program.parseAsync(withoutUselessHelp(program, args), { from: "user" });
  } catch (error) {
    // Commander has printed what is wrong with the arguments.
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  } finally {
    shared?.close();
  }
  return succeeded ? 0 : 1;
}

/**
 * The arguments without "help" before a word that is no command. For `help chek` Commander prints the whole list and not
 * what is wrong; `chek` alone gives an error that names the command which was probably meant.
 */
function withoutUselessHelp(program: Command, args: readonly string[]): string[] {
  const [first, about] = args;
  const isUseless = first === "help" && about !== undefined &&
    !program.commands.some((command) => command.name() === about);
  return isUseless ? args.slice(1) : [...args];
}

/** The list of commands as `./course help` prints it. The script `course` has it as help.txt, before Deno is there. */
export function helpText(): string {
  let text = "";
  commands(() => {})
    .configureOutput({ writeOut: (part) => void (text += part), getOutHelpWidth: () => 80 })
    .outputHelp();
  return text;
}

const LAB_FOR_A_GROUP = `
A group that shares one GPU machine: each member logs in there, starts this in a clone of
their own, with a --port of their own:
    ./course lab --no-browser --port 8901
and opens an ssh tunnel on their own computer:
    ssh -N -L 8901:127.0.0.1:8901 <login>@<machine>
Then the printed address, with its token, opens in the browser of that computer.
This needs no --host. Use --host only behind a server with TLS, or inside a container: without
TLS, others in the network can read the token, and whoever has it runs programs as you.`;

/** How help is printed: each text in the language that is shown. */
const TRANSLATED_HELP: Partial<Help> = {
  showGlobalOptions: false,
  displayWidth: textColumns,
  styleTitle: (title) => translate(title),
  commandDescription: (command) => translate(command.description()),
  subcommandDescription: (command) => translate(command.summary() || command.description()),
  argumentDescription: (argument) =>
    withTranslation(argument.description, new Help().argumentDescription(argument)),
  optionDescription: (option) => withTranslation(option.description, new Help().optionDescription(option)),
};

/** A description in the language that is shown, with the choices and the default value that Commander adds to it. */
function withTranslation(description: string, whole: string): string {
  return whole.replace(description, translate(description))
    .replace(/\((choices|default): /, (_, word) => `(${translate(`${word}:`)} `);
}

/** Defines every command; `finish` receives whether the command that ran succeeded. */
function commands(finish: (good: boolean) => void): Command {
  const program = new Command("./course").exitOverride()
    // The console, because it goes on where nobody reads any more: `./course help | head`.
    .configureOutput({
      writeOut: (text) => console.log(text.replace(/\n$/, "")),
      writeErr: (text) => printError(text.replace(/\n$/, "")),
    })
    .description(
      "A course of notebooks in which you build language models from nothing, on your own machine.",
    )
    .usage("<command> [options]")
    .helpOption("-h, --help", "list the arguments of a command")
    .helpCommand("help [command]", "list the commands, or the arguments of one")
    .configureHelp(TRANSLATED_HELP)
    .addHelpText(
      "after",
      () => translateLines("\n./course deno … is the course's own Deno: ./course deno task conformance."),
    )
    .showHelpAfterError(
      "(./course help lists the commands; ./course help <command> lists the arguments of one)",
    );
  const command = (name: string, about: string) =>
    program.command(name).description(about).copyInheritedSettings(program);
  const preset = new Option("--preset <size>", "size of the trained models; by default the device decides")
    .choices(["small", "full"]);
  const language = new Option(
    "--lang <language>",
    "the notebooks' language: en, or ko for those in notebooks/ko",
  )
    .choices(["en", "ko"]);
  // Kernels get it too.
  program.hook("preAction", (_program, command) => {
    const { lang } = command.opts<{ lang?: Language }>();
    if (!lang) return;
    Deno.env.set("COURSE_LANG", lang);
    setLanguage(lang);
  });

  command("lab", "open JupyterLab on the notebooks")
    .addOption(language)
    .option("--no-browser", "only print the address")
    .option("--port <number>", "the port to try first", wholeNumber(65535), 8888)
    .option("--host <address>", "the network address to listen on", networkAddress, "127.0.0.1")
    .addHelpText("after", () => translateLines(LAB_FOR_A_GROUP))
    .action(async (options) => {
      const { lab } = await import("./lab.ts");
      finish(await lab(options));
    });

  command("run", "execute notebooks headless and save them with their outputs")
    .argument(
      "[notebook...]",
      "numbers (2), beginnings of names (02-how) or paths; by default all of notebooks/",
    )
    .addOption(language)
    .option("--corpus <path>", "your own text, csv, folder or zip to train on")
    .addOption(preset)
    .option("--check", "execute, but do not save")
    .option("--record <name>", "save times and memory as assets/results/<name>.json")
    .action(async (notebooks, options) => {
      const { runNotebooks } = await import("./run.ts");
      finish(await runNotebooks(notebooks, options));
    });

  command("update", "fetch the newest version of the course; your answers, cells and outputs stay")
    .action(async () => {
      const { update } = await import("./update.ts");
      await update();
    });

  command("reset", "put back an exercise's stub (03.2) or a whole notebook (03); yours is kept aside")
    .argument("<exercise or notebook...>")
    .addHelpText("after", () => translateLines("\nIn the Korean notebooks: ./course reset ko/03.2"))
    .action(async (names) => {
      const { reset } = await import("./reset.ts");
      await reset(names);
    });

  command("check", "run the checks of all exercises of a notebook on your saved answers")
    .argument("[notebook...]", "numbers (3), beginnings of names or paths; by default all notebooks")
    .addOption(language)
    .option("--json", "as data")
    .addHelpText("after", () => translateLines("\nIn the Korean notebooks: ./course check ko/03"))
    .action(async (notebooks, options) => {
      const { check } = await import("./check.ts");
      finish(await check(notebooks, options));
    });

  command("progress", "list which exercises are solved")
    .action(async () => {
      const { courseProgress, formatProgressLines } = await import("../../notebook/mod.ts");
      print(formatProgressLines(await courseProgress()));
    });

  command("test", "run every test, quick ones first")
    .addArgument(
      new Argument("[suite...]", "by default all").choices(suites.map(({ name }) => name)),
    )
    .option("--quick", "only the suites that take seconds")
    .action(async (names, options) => {
      const { test } = await import("./test.ts");
      finish(await test(names, options));
    });

  command("doctor", "list what is installed, which devices there are, and what to do about gaps")
    .option("--json", "as data")
    .action(async (options) => {
      const { doctor } = await import("./doctor.ts");
      finish(await doctor(options));
    });

  command("bench", "measure training, sampling and tokenizers beside PyTorch, Hugging Face and tiktoken")
    .addOption(
      new Option("--shape <name...>", "only these models").choices([
        "0.12M",
        "0.8M",
        "12.3M",
        "llama-12.3M",
        "124M",
      ]),
    )
    .option("--rounds <number>", "measurements of each engine; engines take turns", wholeNumber())
    .addOption(
      new Option("--only <kind...>", "only these kinds of measurements").choices([
        "training",
        "lora",
        "instructions",
        "sampling",
        "tokenizers",
      ]),
    )
    .option("--no-pytorch", "measure this library only; nothing else is installed or run")
    .option("--tune", "measure which mode of jit is fastest here, and keep it in .course/tuning.json")
    .option("--pack <folder>", "instead, put Deno and one file there that measure a machine without network")
    .option("--json", "the result as data")
    .option("--record <name>", "save the result as assets/results/<name>.json")
    .action(async (options) => {
      const { benchCommand } = await import("./bench.ts");
      await benchCommand(options);
    });

  command("gpu", "test and measure this machine's GPU, at most 15 minutes; Ctrl-C keeps what is measured")
    .option("--quick", "only whether its numbers are right: about two minutes")
    .option("--again", "measure everything, also what is recorded")
    .action(async (options) => {
      const { gpuCommand } = await import("./gpu.ts");
      finish(await gpuCommand(options));
    });

  command("data", "fetch openly licensed texts, or models, into data/downloads; without a name, list them")
    .argument("[name...]")
    .action(async (names) => {
      const { data } = await import("./data.ts");
      await data(names);
    });

  command("export", "make teaching material from the notebooks: pages, slides and PDFs in site/")
    .addHelpText(
      "after",
      () =>
        translateLines(
          "\nHTML in text cells and outputs is kept, scripts too: export notebooks of people you trust.",
        ),
    )
    .option("--out <folder>", "write to this folder instead of site/")
    .option("--student", "only the students' version: no solutions, no link to the teacher's")
    .option("--teacher", "only the teacher's version")
    .option("--models <folder...>", "also pages for your own models, such as checkpoints/NAME")
    .option("--no-pdf", "pages and slides only; needs no Chromium")
    .action(async (options) => {
      const { exportSite } = await import("./export.ts");
      await exportSite(options);
    });

  command("clean", "remove caches; your data, books and checkpoints stay")
    .option("--all", "also remove Deno, .venv and node_modules")
    .action(async (options) => {
      const { clean } = await import("./clean.ts");
      await clean(options);
    });

  return program;
}

/** Reads `--host`: an IP address or a name. An empty one would mean every address of the machine. */
function networkAddress(text: string): string {
  if (/^[\w.:-]+$/.test(text)) return text;
  throw new InvalidArgumentError("expected an IP address or a host's name, such as 127.0.0.1.");
}

/** Reads an option that is a whole number from 1 to `most`. */
function wholeNumber(most = Infinity): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= most) return number;
    throw new InvalidArgumentError(
      `expected a whole number${most < Infinity ? ` from 1 to ${most}` : ", at least 1"}.`,
    );
  };
}
