/**
 * `deno task experiments:clinic --record`: trains the healthy run and the eight patients of notebook 02's clinic;
 * --record saves their curves in assets/results. About two minutes on two CPU cores.
 */
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { CLINIC_CASES } from "../../notebook/clinic/clinic_cases.ts";
import { runClinic } from "../../notebook/clinic/clinic_run.ts";
import { recordRows } from "../bench/measured_on.ts";

async function main(): Promise<void> {
  const startMs = performance.now();
  const device = await useDevice();
  const rows = [];
  for (const { name, cause, change } of [{ name: "healthy", cause: "none", change: {} }, ...CLINIC_CASES]) {
    const { train, heldOut, nanAt } = await runClinic(change, { compile: jit });
    const round = (losses: readonly number[]) => losses.map((loss) => Number(loss.toFixed(4)));
    rows.push({ name, cause, nanAt, train: round(train), heldOut: round(heldOut) });
    console.log(
      `${name} (${cause}): training loss ${train.at(-1)?.toFixed(3)}, held-out loss ${
        heldOut.at(-1)?.toFixed(3)
      }` +
        (nanAt === null ? "" : `, NaN at step ${nanAt}`),
    );
  }
  if (!Deno.args.includes("--record")) return;
  const command = "deno task experiments:clinic --record";
  console.log(recordRows(device, { name: "clinic", command, seed: 1, startMs, rows }));
}

if (import.meta.main) await main();
