/** The grader beside a second one, written as plainly as possible, on right answers with random changes. */
import assert from "node:assert/strict";
import { balancedTickets, draws, gradeAnswer, lottoDataset, printAnswer, type Purchase } from "lib/lotto";
import { TEXT_FORMATS } from "../../lib/lotto/text_format.ts";

const PRIZE = { "3개일치": 5_000n, "4개일치": 50_000n, "5개일치": 1_500_000n, "5개보너스일치": 30_000_000n };
const PRIZES: Record<string, bigint> = { ...PRIZE, "6개일치": 2_000_000_000n };
const whole = (text: string) => /^[+-]?[0-9]+$/.test(text);

/** The value of the first readable line `label = value`, or `label (…) = value`. */
function valueOf(
  lines: readonly string[],
  label: string,
  isValue: (value: string) => boolean,
): string | undefined {
  for (const line of lines) {
    const at = line.lastIndexOf("=");
    const name = line.slice(0, Math.max(at, 0)).trimEnd(), value = line.slice(at + 1).trim();
    const rest = name.slice(label.length).trim();
    const isNote = label.endsWith("일치") && rest.startsWith("(") && rest.indexOf(")") === rest.length - 1;
    if (name.startsWith(label) && (rest === "" || isNote) && isValue(value)) return value;
  }
}

function reference({ money, winning, bonus }: Purchase, text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  const stated = valueOf(lines, "티켓수", whole);
  if (stated === undefined) return ["ticket_count_parse_error"];

  const tickets: bigint[][] = [];
  const start = lines.indexOf("구매번호:");
  for (const line of start < 0 ? [] : lines.slice(start + 1)) {
    const later = line.slice(1).split(/[\r\u2028\u2029]/)[0];
    const isLabel = ["=", "일치", "수익"].some((part) => later.includes(part)) || line.startsWith("수익");
    if (isLabel && line[0] !== "[") break;
    if (line === "" || line === "</OUT>") continue;
    const numbers = line.slice(1, -1).split(",").map((number) => number.trim());
    if (line[0] !== "[" || line.at(-1) !== "]" || !numbers.every(whole)) return ["ticket_lines_format_error"];
    tickets.push(numbers.map((number) => BigInt(number.replace("+", ""))));
  }
  if (tickets.length === 0) return ["ticket_lines_format_error"];

  const printed = Object.keys(PRIZES).map((label) => valueOf(lines, label, whole));
  const rate = valueOf(lines, "수익률", (value) => {
    const [before, after, ...more] = value.slice(0, -1).trim().split(".");
    return value.endsWith("%") && whole(before) && (after === undefined || /^[0-9]+$/.test(after)) &&
      more.length === 0;
  });
  if (printed.includes(undefined) || rate === undefined) return ["result_labels_parse_error"];

  const n = BigInt(tickets.length);
  if (BigInt(stated.replace("+", "")) !== n || n * 1000n !== BigInt(money)) return ["ticket_count_mismatch"];
  const isRight = (ticket: bigint[]) =>
    ticket.length === 6 && new Set(ticket).size === 6 &&
    ticket.every((number) => number >= 1n && number <= 45n);
  if (!tickets.every(isRight)) return ["ticket_numbers_invalid"];

  const counts = [0n, 0n, 0n, 0n, 0n];
  for (const ticket of tickets) {
    const hits = ticket.filter((number) => winning.includes(Number(number))).length;
    const rank = hits === 6 ? 4 : hits === 5 ? (ticket.includes(BigInt(bonus)) ? 3 : 2) : hits - 3;
    if (rank >= 0) counts[rank]++;
  }
  const found = printed.map((count) => BigInt(count!.replace("+", "")));
  const errors = found.every((count, i) => count === counts[i]) ? [] : ["match_stats_mismatch"];
  // The printed rate r is right if it has one decimal and r - 0.05 <= 100 · prize / money < r + 0.05.
  const [units, decimals = ""] = rate.slice(0, -1).trim().split(".");
  const size = BigInt(units.replace(/[+-]/, "") + (decimals[0] ?? "0"));
  const tenths = units.startsWith("-") ? -size : size;
  const prize = Object.values(PRIZES).reduce((sum, one, i) => sum + one * found[i], 0n);
  const exact = 2000n * prize, cost = 1000n * n; // twice the tenths of a percent, times the cost
  const fits = (2n * tenths - 1n) * cost <= exact && exact < (2n * tenths + 1n) * cost;
  return fits && /^.?0*$/.test(decimals) ? errors : [...errors, "roi_mismatch"];
}

Deno.test("the grader finds the classes that a second, plain grader finds, on 6,000 answers with random changes", () => {
  const samples = [
    ...lottoDataset({
      seed: 31,
      drawTickets: balancedTickets({ share: 0.5 }),
      tickets: { min: 1, max: 4 },
      invalid: 0,
    }).take(300),
  ];
  const pieces = [
    ..."0123456789+-.=,%[]() \t\r３일()",
    ..."\u2028\ufeff\u00a0",
    ...[
      "티켓수=",
      "구매번호:",
      "수익률=",
      "3개일치",
      "</OUT>",
      "00",
      "-0",
      "+1",
      ".0",
      "%%",
      "9".repeat(30),
      "(=)",
      "1e3",
      "\n",
      "[1,2,3,4,5,6]",
    ],
  ];
  const seen = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const random = draws(32, i), { purchase, answer } = samples[random.below(samples.length)];
    const lines = printAnswer(answer, TEXT_FORMATS[random.below(TEXT_FORMATS.length)]).split("\n");
    for (let n = random.below(4); n > 0; n--) {
      const at = random.below(lines.length), line = lines[at], cut = random.below(line.length + 1);
      const piece = pieces[random.below(pieces.length)];
      if (random.chance(0.8)) {
        lines[at] = line.slice(0, cut) + piece + line.slice(random.chance(0.5) ? cut : cut + 1);
      } else if (random.chance(0.5)) lines.splice(at, 1, line, line);
      else [lines[at], lines[0]] = [lines[0], line];
    }
    const text = lines.join("\n"), wanted = reference(purchase, text);
    assert.deepEqual(gradeAnswer(purchase, text).errors, wanted, JSON.stringify({ i, purchase, text }));
    seen.set(wanted.join(), (seen.get(wanted.join()) ?? 0) + 1);
  }
  assert.equal(seen.size, 9, [...seen].join(" ")); // right, each of seven classes alone, and both logic errors
});
