import assert from "node:assert/strict";
import { join } from "node:path";
import {
  packageIndex,
  pipIndexVariables,
  pipSettings,
  uvIndexVariables,
  uvSettings,
} from "../../../lib/tools/cli/package_index.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

const mirror = "https://mirror.example/simple";

Deno.test("pipSettings() reads the index and how to reach it, and nothing else", () => {
  const text = `
; a comment
[global]
index_url: ${mirror}
target = /somewhere/else
user = true
trusted-host =
    mirror.example
    other.example
no-binary = :all:
[install]
proxy = http://proxy:3128
[list]
index-url = https://not-this.example
`;
  assert.deepEqual(pipSettings(text), {
    "index-url": mirror,
    "trusted-host": "mirror.example other.example",
    proxy: "http://proxy:3128",
  });
  assert.deepEqual(pipSettings(""), {});
  assert.deepEqual(pipSettings("index-url = https://no-section.example"), {});
});

Deno.test("uvSettings() reads the default index in both of uv's spellings", () => {
  assert.deepEqual(uvSettings(`index-url = "${mirror}"\npython-preference = "only-managed"`), {
    "index-url": mirror,
  });
  const tables =
    `[[index]]\nname = "torch"\nurl = "https://torch.example"\n\n[[index]]\nurl = '${mirror}'\ndefault = true\n`;
  assert.deepEqual(uvSettings(tables), { "index-url": mirror });
  assert.deepEqual(uvSettings('[[index]]\nurl = "https://torch.example"\n'), {});
});

Deno.test("packageIndex() reads variables before files and pip's files before uv's", () =>
  inTemporaryFolder(async (home) => {
    await Deno.mkdir(join(home, ".config", "uv"), { recursive: true });
    await Deno.writeTextFile(join(home, ".config", "uv", "uv.toml"), 'index-url = "https://uv.example"\n');
    const env = { HOME: home, PIP_CONFIG_FILE: "/dev/null" };
    assert.equal((await packageIndex(env))["index-url"], "https://uv.example");
    assert.equal((await packageIndex({ ...env, UV_NO_CONFIG: "1" }))["index-url"], undefined);

    await Deno.mkdir(join(home, ".pip"));
    await Deno.writeTextFile(join(home, ".pip", "pip.conf"), `[global]\nindex-url = ${mirror}\nuser = yes\n`);
    assert.equal((await packageIndex({ HOME: home }))["index-url"], mirror);
    const named = join(home, "named.conf");
    await Deno.writeTextFile(named, "[global]\nindex-url = https://named.example\n");
    assert.equal(
      (await packageIndex({ HOME: home, PIP_CONFIG_FILE: named }))["index-url"],
      "https://named.example",
    );
    const variable = { HOME: home, PIP_INDEX_URL: "https://variable.example" };
    assert.equal((await packageIndex(variable))["index-url"], "https://variable.example");
  }));

Deno.test("the settings become uv's and pip's variables, never arguments", () => {
  const index = {
    "index-url": "https://me:secret@mirror.example/simple",
    "extra-index-url": "https://extra.example",
    cert: "/etc/company.pem",
  };
  assert.deepEqual(uvIndexVariables(index), {
    UV_DEFAULT_INDEX: index["index-url"],
    UV_INDEX: index["extra-index-url"],
    UV_INDEX_STRATEGY: "unsafe-best-match",
    SSL_CERT_FILE: index.cert,
    REQUESTS_CA_BUNDLE: index.cert,
  });
  assert.equal(pipIndexVariables(index).PIP_INDEX_URL, index["index-url"]);
  assert.deepEqual(uvIndexVariables({}), {});
});
