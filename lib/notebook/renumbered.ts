/**
 * The error that an old copy of a notebook shows when its first cell runs: old notebooks import "lib/course", which is
 * now this file.
 *
 * A chapter 02 was added, and 02 to 06 became 03 to 07. An old copy must not be checked against the exercises that now
 * have its numbers.
 */
throw new Error(
  "This notebook is a copy from before the chapters were renumbered, so nothing in it was run. Attention is 03 now " +
    "(it was 02), the book 04, Korean 05, the lotto GPT 06, its improvements 07; 00, 01, 08 and 09 are as they were. " +
    "Open the new file in notebooks/. To keep a solved exercise, copy your code into its cell there: exercise 02.3 is " +
    "03.3 now, and so on. Checkpoints are found as before.",
);
