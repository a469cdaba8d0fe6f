import assert from "node:assert/strict";
import { verdict } from "../../../lib/tools/cli/doctor.ts";

const npm = { what: "npm packages", good: true, found: "as in deno.lock" };
const cpu = { what: "device cpu", good: true, found: "TensorFlow", preferred: true } as const;
const cuda = { what: "device cuda", good: null, found: "no NVIDIA GPU" };
const missing = { good: false, found: "not installed", next: "./course lab installs it." };

Deno.test("the verdict says that the course is ready, what computes, and how many notes follow", () => {
  assert.equal(
    verdict([npm, cpu]),
    "Ready: everything is installed, the notebooks compute on device cpu.",
  );
  assert.match(verdict([npm, cpu, cuda]), /^Ready: .*; 1 note below\.$/);
  assert.match(verdict([cuda, cpu, cuda]), /; 2 notes below\.$/);
});

Deno.test("the verdict names all that is missing and each next step once", () => {
  assert.equal(
    verdict([npm, { what: ".venv", ...missing }, { what: "Jupyter", ...missing }, cuda]),
    "Not ready: .venv, Jupyter missing; next: ./course lab installs it.",
  );
});
