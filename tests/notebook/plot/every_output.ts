/** Every output of lib/notebook/plot, with one text in every place where a text can stand. For tests with odd texts. */
import * as plot from "lib/notebook/plot";
import type { Displayable } from "../../../lib/notebook/plot/displayable.ts";

/** By the name of the function that draws. */
export const outputs: Record<string, (text: string) => Displayable> = {
  attentionMap: (text) => plot.attentionMap([[1, 0], [0.5, 0.5]], ["a", text], { title: text }),
  barChart: (text) => plot.barChart([{ label: text, value: 1 }], { title: text, valueLabel: text }),
  lineChart: (text) =>
    plot.lineChart([{ name: text, x: [1, 2], y: [2, 1] }, { name: "b", x: [1], y: [2] }], {
      title: text,
      xLabel: text,
      yLabel: text,
    }),
  lossCurve: (text) => {
    const curve = plot.lossCurve({ title: text, baselines: [{ name: text, value: 3 }] });
    curve.add({ step: 1, train: 4, heldOut: 4 });
    curve.add({ step: 2, train: 3, heldOut: 4 });
    return curve;
  },
  attentionExplorer: (text) => plot.attentionExplorer([[[[1]]]], [text], { title: text }),
  generationSteps: (text) =>
    plot.generationSteps([text], [{
      candidates: [{ text, probability: 0.5 }, { text: "fits in its bar", probability: 0.5 }],
      chosen: 0,
    }], { title: text }),
  generatedText: (text) => plot.generatedText([{ prompt: text, text, label: text }]),
  shareCard: (text) => plot.shareCard({ title: text, prompt: text, text, facts: [text] }),
  mergeSlider: (text) =>
    plot.mergeSlider([[text, "a"]], [{ left: text, right: "a", merged: text + "a", count: 1 }], {
      title: text,
    }),
  probabilityBars: (text) => plot.probabilityBars([{ text, probability: 0.5, id: 1 }], { title: text }),
  barGrid: (text) => plot.barGrid([{ label: text, shares: [0.5] }], [text], { title: text }),
  differenceChart: (text) =>
    plot.differenceChart([{ label: text, value: { difference: 0, low: -1, high: 1 }, text }], {
      title: text,
    }),
  flowDiagram: (text) =>
    plot.flowDiagram([
      { name: text, text, group: text, row: 0, column: 0 },
      { name: "b", text, group: "b", row: 1, column: 0, from: [text] },
    ], { title: text }),
  staircaseChart: (text) =>
    plot.staircaseChart([text], [{ name: text, shares: [null], baseline: 0.5 }], {
      title: text,
      marks: [{ name: text, step: text, share: 0.5 }],
    }),
  expertStrip: (text) =>
    plot.expertStrip([{ text, experts: [0] }], { title: text, count: 1, layers: [text] }),
  tokenSources: (text) =>
    plot.tokenSources([{ text, from: [], rule: text }, { text, from: [0], rule: text }], {
      columns: 2,
      lines: [text],
      examples: [{ name: text, token: 1 }],
      title: text,
    }),
  attentionSteps: (text) => plot.attentionSteps({ tokens: [text], q: [[1]], k: [[1]], v: [[1]] }),
  rnnDiagram: (text) => plot.rnnDiagram([text]),
  rotaryClocks: (text) => plot.rotaryClocks([1], { positions: [0], title: text }),
  stackedBars: (text) =>
    plot.stackedBars([{ label: text, values: [1] }], { title: text, parts: [text], inWords: () => text }),
  matrixEquation: (text) =>
    plot.matrixEquation([{ name: text, rows: [[1]], rowNames: [text] }, text], { title: text }),
  gradientGraph: (text) =>
    plot.gradientGraph({
      ...{ data: 1, op: text, slopes: [1] },
      inputs: [{ data: 1, op: text, inputs: [], slopes: [] }],
    }, { title: text }),
  descentSurface: (text) => {
    const set = { rate: 0.1, beta: 0 };
    return plot.descentSurface({
      ...{ valley: { curvatureX: 1, curvatureY: 2 }, start: [1, 1], steps: 2, title: text },
      settings: { SGD: set, momentum: set, AdamW: set },
    });
  },
  lossClinic: (text) => {
    const curve = { train: [2, 1], heldOut: [2] };
    return plot.lossClinic(curve, [{ name: text, curve, cause: text, why: text, cure: text }], {
      ...{ trainEvery: 1, heldOutEvery: 2, steps: 2, largestLoss: 3 },
    });
  },
  inductionSteps: (text) => plot.inductionSteps([text, "b", text]),
  stageDiagram: (text) =>
    plot.stageDiagram([{ name: text, stages: [{ name: text, text }] }], { title: text }),
  table: (text) => plot.table([{ [text]: text, b: 1 }], { caption: text, folded: text }),
  textMatches: (text) => plot.textMatches([{ text, matchLength: 12, source: text }], { title: text }),
  tokenStrip: (text) => plot.tokenStrip([{ text, id: 1 }], { title: text }),
};
