/** Figures in Korean: a line chart, a table and a live figure. Data, such as tokens, stay as they are. */
import assert from "node:assert/strict";
import { readMessages, setLanguage } from "../../../lib/language.ts";
import { barChart } from "../../../lib/notebook/plot/bar_chart.ts";
import { lineChart, lineChartFigure } from "../../../lib/notebook/plot/line_chart.ts";
import { latestLoss, lossCurveFigure } from "../../../lib/notebook/plot/loss_curve_figure.ts";
import { mergeSlider } from "../../../lib/notebook/plot/merge_slider.ts";
import { table } from "../../../lib/notebook/plot/table.ts";
import { inKorean } from "../../korean.ts";

// deno-lint-ignore no-explicit-any
const show = (figure: object): any => Reflect.get(figure, Symbol.for("Jupyter.display")).call(figure);

/** Also texts that a notebook passes. */
const withTexts = (texts: Record<string, string>, f: () => void | Promise<void>) =>
  inKorean(async () => {
    const shared = readMessages();
    setLanguage("ko", { ...shared, ...texts });
    try {
      await f();
    } finally {
      setLanguage("ko", shared);
    }
  });

Deno.test("a line chart's title, axes, legend and description are Korean", () =>
  withTexts({ "Loss by epoch": "에포크별 손실", "train": "학습", "loss in nats": "손실(nats)" }, async () => {
    const series = [{ name: "train", x: [1, 2], y: [3, 2] }, { name: "held out", x: [1, 2], y: [3, 2] }];
    const options = { title: "Loss by epoch", xLabel: "epoch", yLabel: "loss in nats" };
    // deno-lint-ignore no-explicit-any
    const { data, layout } = lineChartFigure(series, options) as any;
    assert.deepEqual([layout.title.text, layout.xaxis.title.text, layout.yaxis.title.text], [
      "에포크별 손실",
      "에포크",
      "손실(nats)",
    ]);
    assert.deepEqual(data.map(({ name }: { name: string }) => name), ["학습", "검증"]);
    assert.equal(
      (await show(lineChart(series, options)))["text/plain"],
      "꺾은선 그래프: 에포크별 손실. 선: 학습, 검증.",
    );
  }));

Deno.test("a table's headings and caption are Korean, its cells stay", () =>
  withTexts({ "Held-out loss": "검증 손실" }, () => {
    const rows = [{ token: "loss", position: 1 }];
    const shown = show(table(rows, { caption: "Held-out loss", decimals: { position: 1 } }));
    assert.equal(shown["text/plain"], "검증 손실\n토큰  위치\n────  ────\nloss   1.0");
    assert.match(shown["text/html"], /<caption[^>]*>검증 손실<.*<th[^>]*>토큰<.*<td[^>]*>loss</);
  }));

Deno.test("a bar chart's labels are Korean in the picture and in its description", () =>
  withTexts({ "weights": "가중치" }, () => {
    assert.equal(show(barChart([{ label: "weights", value: 3 }]))["text/plain"], "막대그래프. 가중치: 3.");
  }));

Deno.test("a live figure's script gets Korean words; its tokens stay", () =>
  inKorean(() => {
    const shown = show(mergeSlider([["a", "b"]], [{ left: "a", right: "b", merged: "ab", count: 7 }]));
    const html: string = shown["text/html"];
    assert.ok(html.includes('"before":"병합 전(전체 {0}번)"'), "the words travel with the data");
    assert.ok(html.includes('"merged":"ab"'), "the tokens stay");
    assert.equal(shown["text/plain"], "글의 토큰 수: 병합 0번 뒤 토큰 2개, 병합 1번 뒤 토큰 1개.");
  }));

Deno.test("a loss curve is Korean while it trains", () =>
  inKorean(() => {
    const points = [{ step: 50, train: 2.5 }, { step: 50, heldOut: 2.75 }];
    assert.equal(
      latestLoss(points, 1000),
      "스텝 50 / 1,000 (5 %) · 학습 손실 2.500 · 검증 손실 2.750 · 가장 낮은 검증 손실 2.750(스텝 50)",
    );
    assert.equal(latestLoss([], 1000), "첫 스텝을 기다리는 중(전체 1,000스텝)");
    // deno-lint-ignore no-explicit-any
    const { layout } = lossCurveFigure(points, { title: "Loss", tokensPerStep: 10 }) as any;
    assert.deepEqual([layout.title.text, layout.xaxis.title.text], ["손실", "스텝"]);
  }));

Deno.test("no words of a live figure ask for a particle: its script does not know them", async () => {
  const messages = readMessages();
  for (
    const name of [
      ...["attention_explorer", "descent_surface", "expert_strip", "generation_steps", "gradient_graph"],
      ...["merge_slider", "token_sources"],
    ]
  ) {
    const { WORDS }: { WORDS: Record<string, string> } = await import(
      `../../../lib/notebook/plot/${name}_live.ts`
    );
    for (const text of Object.values(WORDS)) {
      assert.ok(messages[text], `${name}: "${text}" is not translated`);
      assert.doesNotMatch(messages[text], /\{\d+:/, `${name}: ${messages[text]}`);
    }
  }
});
