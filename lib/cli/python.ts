/**
 * Finding a Python that can hold the course's virtual environment.
 *
 * TensorFlow 2.21 is published for Python 3.10 to 3.13. The first interpreter of that range that can make a virtual
 * environment is taken: COURSE_PYTHON if it is set, else `python3`, else a versioned one.
 */
import { CommandError } from "./command_error.ts";
import { answer } from "./subprocess.ts";

/** The minor versions of Python 3 for which TensorFlow 2.21 has wheels. */
export const supportedMinors = { first: 10, last: 13 } as const;

export interface Python {
  readonly command: string;
  /** "3.11.2" */
  readonly version: string;
  readonly supported: boolean;
  /** Whether `python -m venv` works; Debian leaves it out of its python3 package. */
  readonly canMakeVenv: boolean;
}

const probe = `
import sys
try:
    import ensurepip, venv
    able = bool(ensurepip.version())
except Exception:
    able = False
print("%d.%d.%d" % sys.version_info[:3], able)
`;

/** Asks one interpreter what it is; undefined when there is none by that name. */
export async function inspectPython(command: string): Promise<Python | undefined> {
  const answered = await answer(command, ["-c", probe]);
  const match = answered?.match(/^(3\.(\d+)\.\d+) (True|False)$/);
  if (!match) return undefined;
  const minor = Number(match[2]);
  const supported = minor >= supportedMinors.first && minor <= supportedMinors.last;
  return { command, version: match[1], supported, canMakeVenv: match[3] === "True" };
}

/** Every Python on this machine that the course would consider, best first. */
export async function listPythons(): Promise<Python[]> {
  const names = ["python3"];
  for (let minor: number = supportedMinors.last; minor >= supportedMinors.first; minor--) {
    names.push(`python3.${minor}`);
  }
  const own = Deno.env.get("COURSE_PYTHON");
  const found = await Promise.all((own ? [own] : names).map(inspectPython));
  return found.filter((python) => python !== undefined);
}

/**
 * The Python that the virtual environment is made with.
 *
 * @throws {CommandError} when there is none, none of a supported version, or none that can make a virtual environment
 */
export async function findPython(): Promise<Python> {
  return choosePython(await listPythons(), Deno.env.get("COURSE_PYTHON"));
}

/** Picks from what `listPythons` found; `asked` is the value of COURSE_PYTHON. */
export function choosePython(found: readonly Python[], asked?: string): Python {
  const range = `3.${supportedMinors.first} to 3.${supportedMinors.last}`;
  const usable = found.find((python) => python.supported && python.canMakeVenv);
  if (usable) return usable;
  const supported = found.find((python) => python.supported);
  if (supported) {
    const minor = supported.version.split(".").slice(0, 2).join(".");
    throw new CommandError(
      `Python ${supported.version} (${supported.command}) cannot make a virtual environment: its venv and ensurepip ` +
        "modules are not installed.",
      {
        next: `on Debian or Ubuntu: apt-get install python3-venv (or python${minor}-venv), then start again.`,
      },
    );
  }
  if (found.length > 0) {
    const versions = found.map((python) => `${python.command} is ${python.version}`).join(", ");
    throw new CommandError(
      `the course needs Python ${range}, for which TensorFlow 2.21 is published; ${versions}.`,
      {
        next: "install one of them and name it: COURSE_PYTHON=/path/to/python3.12 ./course …",
      },
    );
  }
  throw new CommandError(
    asked ? `COURSE_PYTHON names no working Python 3: ${asked}` : "no Python 3 was found.",
    {
      next: `install Python ${range}; on Debian or Ubuntu: apt-get install python3 python3-venv`,
    },
  );
}
