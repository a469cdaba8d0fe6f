import assert from "node:assert/strict";
import { courseEnvironment } from "../../lib/tools/environment.ts";
import { layout } from "../../lib/tools/layout.ts";
import { outputOf } from "../../lib/tools/subprocess.ts";

Deno.test("courseEnvironment() leaves out what belongs to another Python, Jupyter, Deno, npm, git or TensorFlow", () => {
  const foreign = [
    ...["PYTHONHOME", "PYTHONPATH", "PYTHONWARNINGS", "PIP_USER", "PIP_TARGET", "UV_PYTHON", "UV_INDEX"],
    ...[
      "VIRTUAL_ENV",
      "CONDA_PREFIX",
      "JUPYTER_NO_CONFIG",
      "JUPYTERLAB_DIR",
      "JPY_PARENT_PID",
      "IPYTHONDIR2",
    ],
    ...["DENO_NO_PACKAGE_JSON", "DENO_V8_FLAGS", "NODE_OPTIONS", "NODE_PATH", "npm_config_global"],
    ...["npm_lifecycle_event", "GIT_DIR", "GIT_INDEX_FILE", "CDPATH", "ENV", "BASH_ENV"],
    ...["XLA_FLAGS", "TF_XLA_FLAGS"],
  ];
  const environment = courseEnvironment(Object.fromEntries(foreign.map((name) => [name, "/opt/another"])));
  assert.deepEqual(foreign.filter((name) => name in environment), []);
});

Deno.test("courseEnvironment() keeps the reader's own variables and those for the network", () => {
  const kept = {
    HOME: "/home/me",
    LANG: "ko_KR.UTF-8",
    CUDA_VISIBLE_DEVICES: "0",
    LD_LIBRARY_PATH: "/opt/cuda/lib",
    COURSE_DEVICE: "cpu",
    COURSE_PYTHON: "python3.12",
    HTTPS_PROXY: "http://proxy:3128",
    SSL_CERT_FILE: "/etc/company.pem",
    NODE_EXTRA_CA_CERTS: "/etc/company.pem",
    DENO_TLS_CA_STORE: "system",
    npm_config_registry: "https://mirror.example/npm/",
    "npm_config_//mirror.example/:_authToken": "secret",
    npm_config_https_proxy: "http://proxy:3128",
    npm_config_cafile: "/etc/company.pem",
  };
  const environment = courseEnvironment(kept);
  assert.deepEqual(Object.fromEntries(Object.keys(kept).map((name) => [name, environment[name]])), kept);
});

Deno.test("courseEnvironment() sends the files of programs into .course, whatever the reader has set", () => {
  const environment = courseEnvironment({ PATH: "/bin", DENO_DIR: "/else", JUPYTER_RUNTIME_DIR: "/else" });
  assert.equal(environment.PATH, `${layout.venv}/bin:/bin`);
  for (
    const name of ["DENO_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "XDG_CACHE_HOME", "IPYTHONDIR"]
  ) {
    assert.ok(environment[name].startsWith(`${layout.course}/`), name);
  }
  assert.equal(courseEnvironment({}).PATH.split(":")[0], `${layout.venv}/bin`);
});

Deno.test("a program that the course starts has only this environment", async () => {
  Deno.env.set("PYTHONHOME", "/opt/another");
  try {
    const names = (await outputOf("/usr/bin/env", []))!.split("\n").map((line) => line.split("=")[0]);
    assert.ok(names.includes("DENO_DIR"));
    assert.ok(!names.includes("PYTHONHOME"));
  } finally {
    Deno.env.delete("PYTHONHOME");
  }
});
