import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { useDevice } from "../../../lib/engine/device/mod.ts";
import { readResult } from "../../../lib/notebook/results.ts";
import { RecordedRows } from "../../../lib/tools/experiments/recorded_rows.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

interface Row {
  readonly name: string;
  readonly seed: number;
}

Deno.test("RecordedRows saves each row in its order, finds it again, and keeps nothing without --record", () =>
  inTemporaryFolder(async (path) => {
    const folder = pathToFileURL(`${path}/`), device = await useDevice({ quiet: true });
    const compare = (a: Row, b: Row) => a.seed - b.seed;
    const rows = (record: boolean) => new RecordedRows<Row>({ name: "x", device, record, compare, folder });
    rows(false).add({ name: "a", seed: 1 });
    assert.equal(readResult("x", folder), null);
    const first = rows(true);
    first.add({ name: "a", seed: 2 });
    first.add({ name: "a", seed: 1 });
    const later = rows(true);
    assert.ok(later.has({ name: "a", seed: 2 }) && later.has({ name: "a" }));
    assert.ok(!later.has({ name: "a", seed: 3 }) && !rows(false).has({ name: "a" }));
    later.add({ name: "b", seed: 0 });
    const result = readResult("x", folder)!;
    assert.deepEqual(result.rows.map(({ seed }) => seed), [0, 1, 2]);
    assert.equal(result.command, "deno task experiments:x --record");
  }));
