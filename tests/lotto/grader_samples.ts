/** Right answers, and ways to spoil them, for the tests of the grader. */
import {
  balancedTickets,
  isFailure,
  lottoDataset,
  printAnswer,
  type Purchase,
  type Sample,
  splitAtLabels,
} from "lib/lotto";
import type { ErrorClass } from "../../lib/lotto/error_classes.ts";
import type { LottoResult } from "../../lib/lotto/machine.ts";

/** Programs with wins among them. */
export const samples = [
  ...lottoDataset({
    seed: 12,
    split: "test",
    drawTickets: balancedTickets({ share: 0.2 }),
    tickets: { min: 2, max: 20 },
  })
    .take(300),
];
export const result = (sample: Sample): LottoResult => {
  if (isFailure(sample.answer)) throw new Error("these samples are all valid");
  return sample.answer;
};
export const text = (sample: Sample) => printAnswer(sample.answer, "taggedPrizes");

/** Ways to spoil a right answer's text, and the class each must land in. */
export const mutations: [string, ErrorClass, (text: string, sample: Sample) => string][] = [
  ["no ticket count", "ticket_count_parse_error", (t) => t.replace(/티켓수=\d+\n/, "")],
  ["ticket count is no number", "ticket_count_parse_error", (t) => t.replace(/티켓수=\d+/, "티켓수=많이")],
  ["ticket count runs on", "ticket_count_parse_error", (t) => t.replace(/(티켓수=\d+)/, "$1개개개")],
  ["an empty text", "ticket_count_parse_error", () => ""],
  ["no 구매번호 line", "ticket_lines_format_error", (t) => t.replace("구매번호:\n", "")],
  ["no tickets", "ticket_lines_format_error", (t) => t.replace(/\[[^\]]*\]\n/g, "")],
  ["a ticket without its bracket", "ticket_lines_format_error", (t) => t.replace("]", "")],
  ["a ticket with a word in it", "ticket_lines_format_error", (t) => t.replace(/\[\d+,/, "[보,")],
  [
    "cut off inside a ticket (the blog's max_len)",
    "ticket_lines_format_error",
    (t) => t.slice(0, t.indexOf("]")),
  ],
  ["a label is missing", "result_labels_parse_error", (t) => t.replace(/5개보너스일치.*\n/, "")],
  ["a label's count is no number", "result_labels_parse_error", (t) => t.replace(/(4개일치 .*= )\d+/, "$1?")],
  ["no rate", "result_labels_parse_error", (t) => t.replace(/수익률.*/, "")],
  ["the blog's repetition loop", "result_labels_parse_error", (t) => t.replace("%", "%%%%%%%%")],
  ["cut off before the labels", "result_labels_parse_error", (t) => splitAtLabels(t)[0]],
  ["a ticket too few", "ticket_count_mismatch", (t) => t.replace(/\[[^\]]*\]\n/, "")],
  ["a ticket too many", "ticket_count_mismatch", (t) => t.replace(/(\[[^\]]*\]\n)/, "$1$1")],
  [
    "not as many tickets as paid for, though consistent",
    "ticket_count_mismatch",
    (t, s) => t.replace(/\[[^\]]*\]\n/, "").replace(/티켓수=\d+/, `티켓수=${result(s).ticketCount - 1}`),
  ],
  ["five numbers", "ticket_numbers_invalid", (t) => t.replace(/\[\d+,/, "[")],
  ["seven numbers", "ticket_numbers_invalid", (t) => t.replace(/\[/, "[0,")],
  ["a number twice", "ticket_numbers_invalid", (t) => t.replace(/\[(\d+),\d+/, "[$1,$1")],
  ["number 46", "ticket_numbers_invalid", (t) => t.replace(/\d+\]/, "46]")],
  ["number 0", "ticket_numbers_invalid", (t) => t.replace(/\[\d+/, "[0")],
  ["a wrong rate", "roi_mismatch", (t) => t.replace(/수익률=(\d+)/, "수익률=1$1")],
  ["a rate with one decimal more", "roi_mismatch", (t) => t.replace(/수익률=(\d+\.\d)/, "수익률=$13")],
  ["a negative rate", "roi_mismatch", (t) => t.replace(/수익률=[\d.]+/, "수익률=-7.0")],
  ["a negative number", "ticket_numbers_invalid", (t) => t.replace(/\[\d+/, "[-3")],
  ["a number of 400 digits", "ticket_numbers_invalid", (t) => t.replace(/\[\d+/, `[${"9".repeat(400)}`)],
  ["a negative ticket count", "ticket_count_mismatch", (t) => t.replace(/티켓수=/, "티켓수=-")],
  [
    "a ticket count of 400 digits",
    "ticket_count_mismatch",
    (t) => t.replace("티켓수=", "티켓수=" + "9".repeat(400)),
  ],
  ["a number with a decimal", "ticket_lines_format_error", (t) => t.replace(/\[\d+/, "[3.5")],
  ["a = inside a ticket", "ticket_lines_format_error", (t) => t.replace(/\[(\d+),/, "[$1=")],
  ["full-width digits in a ticket", "ticket_lines_format_error", (t) => t.replace(/\[\d+/, "[３")],
  ["a full-width ticket count", "ticket_count_parse_error", (t) => t.replace(/티켓수=\d+/, "티켓수=２")],
  ["a full-width count", "result_labels_parse_error", (t) => t.replace(/(4개일치 .*= )\d+/, "$1０")],
  ["a full-width rate", "result_labels_parse_error", (t) => t.replace(/수익률=\d+/, "수익률=６２")],
  ["the first label with a space", "result_labels_parse_error", (t) => t.replace("3개일치", "3개 일치")],
  ["the first label misspelled", "result_labels_parse_error", (t) => t.replace("3개일치", "3게일치")],
  [
    "the first label in full-width digits",
    "result_labels_parse_error",
    (t) => t.replace("3개일치", "３개일치"),
  ],
  ["the first label in words", "result_labels_parse_error", (t) => t.replace("3개일치", "세 개 맞음")],
  ["the label of the rate with a space", "result_labels_parse_error", (t) => t.replace("수익률", "수익 률")],
  ["a rate with an exponent", "result_labels_parse_error", (t) => t.replace(/수익률=[\d.]+/, "수익률=2e8")],
];

export const purchase: Purchase = { money: 1000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };

/** An answer of one ticket with three matches; right when 3개일치=1 and 수익률=500.0%. */
export function oneTicket(
  o: { threes?: string; sixes?: string; rate?: string; ticket?: string } = {},
): string {
  const { threes = "1", sixes = "0", rate = "500.0", ticket = "1,2,3,40,41,42" } = o;
  return `티켓수=1\n구매번호:\n[${ticket}]\n3개일치=${threes}\n4개일치=0\n5개일치=0\n5개보너스일치=0\n` +
    `6개일치=${sixes}\n수익률=${rate}%`;
}

/** An answer with the count of threes one too high, and the rate as given. */
export function countWrong(sample: Sample, rate: (right: LottoResult) => number): string {
  const right = result(sample);
  const wrong = { ...right, counts: { ...right.counts, "3": right.counts["3"] + 1 }, rate: rate(right) };
  return printAnswer(wrong, "taggedPrizes");
}
