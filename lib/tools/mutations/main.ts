/**
 * `./course deno task mutations [NAME …]`: changes the library on purpose and reports which changes the tests notice.
 *
 * NAME is a mutation's name or the beginning of names, such as `nn`. All of them take half an hour. The last line is
 * `N caught, N survived`. A survivor needs a test; if it is no fault, remove it from the list.
 */
import { projectPath } from "../../project_folder.ts";
import { readMutations } from "./list.ts";
import { runMutations } from "./run_mutations.ts";

if (import.meta.main) {
  const all = await readMutations();
  const chosen = all.filter(({ name }) =>
    Deno.args.length === 0 || Deno.args.some((start) => name.startsWith(start))
  );
  if (chosen.length === 0) {
    console.error(`No mutation's name begins with ${Deno.args.join(" or ")}. There are:`);
    for (const { name, breaks } of all) console.error(`  ${name}: ${breaks}`);
    Deno.exit(1);
  }
  const verdicts = await runMutations(chosen, {
    root: projectPath(),
    onUnchanged: (test) => console.log(`unchanged ${test}`),
    onVerdict: ({ mutation, file, caughtBy }) =>
      console.log(
        caughtBy
          ? `caught    ${mutation.name} (${file}) by "${caughtBy}"`
          : `SURVIVED  ${mutation.name} (${file}): ${mutation.breaks}; ran ${mutation.tests.join(" ")}`,
      ),
  });
  const caught = verdicts.filter(({ caughtBy }) => caughtBy).length, survived = verdicts.length - caught;
  console.log(`${caught} caught, ${survived} survived`);
  Deno.exitCode = survived === 0 ? 0 : 1;
}
