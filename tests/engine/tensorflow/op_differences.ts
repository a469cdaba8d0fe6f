/**
 * Where the results of this engine and of tfjs's backend in plain JavaScript differ, and why they may.
 *
 * `found` matches the test's description of a difference. An entry that matches nothing fails the test.
 */
export interface OpDifference {
  readonly ops: string;
  readonly found: RegExp;
  readonly reason: string;
}

const OVERFLOW =
  "beyond int32: JavaScript computes in doubles and keeps the lower 32 bits, TensorFlow in int32";
const IEEE = "TensorFlow follows C and Python here; JavaScript's ** and % give NaN";
const BOOL = "JavaScript keeps other numbers than 0 and 1 in a bool; TensorFlow's bool has two values";
const DTYPE = "JavaScript's kernel gives its result another type than its operands";

export const DIFFERENCES: readonly OpDifference[] = [
  { ops: "abs square mul squaredDifference", found: /int32|bool/, reason: OVERFLOW },
  { ops: "pow mod", found: /NaN -> (1|0|Infinity)$/, reason: IEEE },
  {
    ops: "pow",
    found: /float32, int32.* -1 -> 1$/,
    reason: "2147483647 is no float32; it becomes 2147483648",
  },
  { ops: "sign", found: /0 -> NaN$/, reason: "NaN has no sign; 0 would hide it" },
  { ops: "floorDiv", found: /int32 \[.* -> float32 \[/, reason: DTYPE },
  { ops: "unsortedSegmentSum", found: /float32 \[.* -> int32 \[/, reason: DTYPE },
  { ops: "clipByValue", found: /bool \[.* -> int32 \[/, reason: DTYPE },
  {
    ops: "unsortedSegmentSum",
    found: /out of range/,
    reason: "JavaScript leaves a wrong id out without a word",
  },
  { ops: "mean moments", found: /special int32/, reason: "TensorFlow sums in float32, which has 24 bits" },
  {
    ops: "cumsum cumprod",
    found: /\[,2,3\] -> .*\[2,3,4\]$/,
    reason: "JavaScript's kernel loses the shape where the axis is negative and not the last",
  },
  {
    ops: "cumsum cumprod",
    found: /-> All values in axis param must be in range/,
    reason: "there is no such axis",
  },
  {
    ops: "cast",
    found: /0 -> -2147483648$/,
    reason: "NaN and infinity are no whole numbers: the processor decides",
  },
  { ops: "oneHot pad scatterND", found: / (5|3|2) -> 1$/, reason: BOOL },
  { ops: "topk", found: /NaN -> Infinity$/, reason: "NaN has no rank" },
  { ops: "topk", found: /unsorted/, reason: "any order is right where none was asked for" },
  {
    ops: "image.nonMaxSuppressionWithScore",
    found: /\[2\] -> .*\[3\]$/,
    reason:
      "TensorFlow lowers the score of a box that overlaps; JavaScript drops it beyond the threshold as well",
  },
];
