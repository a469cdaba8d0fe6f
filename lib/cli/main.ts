/**
 * The course's command line: which commands there are and what they take. Each command is a file of its own.
 */
import { Command, InvalidArgumentError, Option } from "commander";
import { describeError } from "./command_error.ts";

const program = new Command("course")
  .description("A course of notebooks in which you build language models from nothing, on your own machine.")
  .usage("<command> [options]")
  .showHelpAfterError("(./course <command> --help says what a command takes)")
  .helpOption("-h, --help", "say what a command takes")
  .helpCommand(false);

const preset = new Option("--preset <size>", "size of the models trained; chosen by device otherwise")
  .choices(["small", "full"]);

program.command("lab").description("open JupyterLab on the notebooks")
  .option("--no-browser", "only print the address")
  .option("--port <number>", "the port to try first", parsePort, 8888)
  .action(async (options) => {
    const { lab } = await import("./lab.ts");
    finish(await lab(options));
  });

program.command("run").description("execute notebooks headless and save them with their outputs")
  .argument("[notebook...]", "paths; all notebooks otherwise")
  .option("--corpus <path>", "a text, csv, folder or zip of your own to train on")
  .addOption(preset)
  .option("--check", "execute, but leave the files as they are")
  .action(async (notebooks, options) => {
    const { runNotebooks } = await import("./run.ts");
    finish(await runNotebooks(notebooks, options));
  });

program.command("test").description("run every test; quick ones first")
  .argument(
    "[suite...]",
    "format, lint, types, unit, docs, kernel, notebooks, crash, conformance; all otherwise",
  )
  .option("--quick", "only the suites that take seconds")
  .action(async (names, options) => {
    const { test } = await import("./test.ts");
    finish(await test(names, options));
  });

program.command("doctor").description(
  "say what is installed, which device there is, and what to do about gaps",
)
  .option("--json", "as data")
  .action(async (options) => {
    const { doctor } = await import("./doctor.ts");
    finish(await doctor(options));
  });

program.command("clean").description("remove caches; your data, books and checkpoints stay")
  .option("--all", "Deno, .venv and node_modules, too")
  .action(async (options) => {
    const { clean } = await import("./clean.ts");
    await clean(options);
  });

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new InvalidArgumentError("expected a whole number from 1 to 65535.");
  }
  return port;
}

function finish(good: boolean): void {
  if (!good) Deno.exitCode = 1;
}

try {
  if (Deno.args.length === 0) program.outputHelp();
  else await program.parseAsync(Deno.args, { from: "user" });
} catch (error) {
  console.error(describeError(error));
  Deno.exitCode = 1;
}
