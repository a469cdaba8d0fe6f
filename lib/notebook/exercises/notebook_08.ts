/**
 * Checks of notebook 08's exercises: when compiling pays, dead code, common subexpressions, signatures, memory traffic.
 */
import { expectEqual, wrong } from "./expect.ts";

interface Line {
  readonly name: string;
  readonly inputs: string[];
}

export const exercises = {
  "08.1": (stepsToPay: (compile: number, slow: number, fast: number) => number) => {
    expectEqual(stepsToPay(9, 1, 0.5), 19, {
      what: "stepsToPay(9, 1, 0.5)",
      hint: "18 steps cost 18 seconds either way; compiling must be faster, not equal.",
    });
    expectEqual(stepsToPay(0.25, 1, 0.5), 1, {
      what: "stepsToPay(0.25, 1, 0.5)",
      hint: "The first step counts too.",
    });
    expectEqual(stepsToPay(1, 0.5, 0.5), Infinity, {
      what: "stepsToPay(1, 0.5, 0.5)",
      hint: "If a step is not faster, compiling never pays off.",
    });
    expectEqual(stepsToPay(0, 1, 1), Infinity, {
      what: "stepsToPay(0, 1, 1)",
      hint: "Equal times never pay off, and 0 / 0 is NaN.",
    });
    return "a second of compiling is little for a training, and much for generating one sentence";
  },

  "08.2": (neededLines: (program: Line[], outputs: string[]) => string[]) => {
    const program = [
      { name: "%0", inputs: ["x", "x"] },
      { name: "%1", inputs: ["%0"] },
      { name: "%2", inputs: ["%0", "y"] },
      { name: "%3", inputs: ["%1"] },
      { name: "%4", inputs: ["%2"] },
    ];
    const call = 'neededLines(program, ["%4"])';
    const found = neededLines(program, ["%4"]);
    if (Array.isArray(found) && found.includes("x")) {
      wrong(`\`${call}\` contains "x"`, "x is an argument, not a line: keep the names of lines only.");
    }
    if (Array.isArray(found) && found[0] === "%4") {
      wrong(`\`${call}\` begins with the output`, "In the order of the program: inputs come first.");
    }
    expectEqual(found, ["%0", "%2", "%4"], { what: call, hint: "%4 needs %2, and %2 needs %0." });
    expectEqual(neededLines(program, ["%1", "%2"]), ["%0", "%1", "%2"], {
      what: 'neededLines(program, ["%1", "%2"])',
      hint: "There may be several outputs.",
    });
    expectEqual(neededLines(program, ["x"]), [], {
      what: 'neededLines(program, ["x"])',
      hint: "An argument that is returned as it is needs no line.",
    });
    return "a gradient that is not used costs nothing, if the compiler sees the whole program";
  },

  "08.3": (sameAs: (program: (Line & { op: string })[]) => Map<string, string>) => {
    const program = [
      { name: "%0", op: "mul", inputs: ["x", "x"] },
      { name: "%1", op: "mul", inputs: ["%0", "x"] },
      { name: "%2", op: "mul", inputs: ["x", "x"] },
      { name: "%3", op: "mul", inputs: ["%2", "x"] },
      { name: "%4", op: "add", inputs: ["%1", "%3"] },
      { name: "%5", op: "add", inputs: ["x", "x"] },
    ];
    const found = sameAs(program);
    if (found instanceof Map && found.get("%3") === "%3") {
      wrong(
        'line %3 (mul of %2 and x) is said to be new: `sameAs(program).get("%3")` is "%3"',
        "%2 is the same as %0, so %3 is mul of %0 and x. Replace inputs before you compare.",
      );
    }
    if (found instanceof Map && found.get("%5") === "%0") {
      wrong("line %5 (add) is said to be the same as %0 (mul)", "The op counts too.");
    }
    expectEqual(
      found,
      new Map([["%0", "%0"], ["%1", "%1"], ["%2", "%0"], ["%3", "%1"], ["%4", "%4"], ["%5", "%5"]]),
      { what: "sameAs(program)", hint: "One entry for each line, also for those that are the first." },
    );
    return "half of the program was there twice";
  },

  "08.4": (signature: (args: { dtype: string; shape: number[] }[]) => string) => {
    const args = [{ dtype: "float32", shape: [4, 3] }, { dtype: "int32", shape: [] }];
    expectEqual(signature(args), "float32 [4,3]; int32 []", {
      what: "signature([float32 of 4 × 3, int32 scalar])",
      hint: "dtype, a space, the shape in brackets; a semicolon and a space between arguments.",
    });
    const values = [{ dtype: "float32", shape: [2], values: [1, 2] }];
    expectEqual(signature(values), "float32 [2]", {
      what: "signature([float32 [2] with values])",
      hint: "The values are not known while a function is traced.",
    });
    return "two batches of the same size share a program, whatever is in them";
  },

  "08.5": (bytesMoved: (ops: number, n: number) => [number, number]) => {
    const found = bytesMoved(10, 1000);
    if (found?.[0] === 40_000) {
      wrong("`bytesMoved(10, 1000)` counts one direction only", "Each operation reads and writes.");
    }
    expectEqual(found, [80_000, 8000], {
      what: "bytesMoved(10, 1000)",
      hint: "One by one: 10 times read and write; fused: once. 4 bytes each.",
    });
    expectEqual(bytesMoved(1, 5), [40, 40], {
      what: "bytesMoved(1, 5)",
      hint: "One operation has nothing to be fused with.",
    });
    return "ten operations, a tenth of the traffic";
  },
};
