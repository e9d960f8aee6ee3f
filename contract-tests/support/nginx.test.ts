import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { fromRoot } from "../../scripts/lib/root.ts";
import { describeGateway, findNginx, freePort, startNginx } from "./nginx.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "roma-nginx-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes a program of that name to a folder of its own, and returns the folder. */
async function programIn(name: string, mode: number, script = ""): Promise<string> {
  const own = path.join(folder, name);
  await mkdir(own);
  await writeFile(path.join(own, "nginx"), `#!/bin/sh\n${script}\n`);
  await chmod(path.join(own, "nginx"), mode);
  return own;
}

describe("nginx is looked for on the PATH", () => {
  test("and the first that can be run is taken", async () => {
    const folders = [await programIn("text", 0o644), await programIn("first", 0o755), await programIn("second", 0o755)];
    const PATH = ["", "/nonexistent", ...folders].join(path.delimiter);
    expect(findNginx({ PATH })).toBe(path.join(folder, "first", "nginx"));
  });

  test.each([{}, { PATH: "" }, { PATH: "/nonexistent" }, { PATH: "/nonexistent", REQUIRE_NGINX: "" }])(
    "and may be missing: %j",
    (env) => {
      expect(findNginx(env)).toBeUndefined();
    },
  );

  test("and must not be missing where it is required", async () => {
    const env = { REQUIRE_NGINX: "1" };
    expect(() => findNginx({ ...env, PATH: "/nonexistent" })).toThrow("there is no nginx on the PATH");
    expect(findNginx({ ...env, PATH: await programIn("there", 0o755) })).toBe(path.join(folder, "there", "nginx"));
  });
});

describe("without nginx", () => {
  /** Runs the gateway tests in another Jest, in the project without a mock: starting one would empty the coverage. */
  function runGatewayTests(env: NodeJS.ProcessEnv) {
    const jest = ["--experimental-vm-modules", fromRoot("node_modules/jest/bin/jest.js")];
    const tests = [
      "--selectProjects",
      "unit",
      "--testMatch",
      "<rootDir>/contract-tests/gateway*.test.ts",
      "--json",
      "--runInBand",
    ];
    return new Promise<{ counts: Record<string, unknown>; log: string }>((resolve, reject) => {
      const options = { cwd: fromRoot(), env: { ...process.env, PATH: folder, REQUIRE_NGINX: "", ...env } };
      execFile(process.execPath, [...jest, ...tests], options, (_, stdout, log) => {
        if (!stdout.startsWith("{")) reject(new Error(`Jest wrote no report: ${log}`));
        else resolve({ counts: JSON.parse(stdout), log });
      });
    });
  }

  test("the gateway tests are left out, none is told as passed, and a line says why", async () => {
    const { counts, log } = await runGatewayTests({});
    expect(counts).toMatchObject({ success: true, numPassedTests: 0, numFailedTests: 0, numPassedTestSuites: 0 });
    expect(counts.numPendingTests).toBe(counts.numTotalTests);
    expect(counts.numPendingTests).toBeGreaterThan(0);
    expect(log).toMatch(/^gateway tests \(.+\): nginx isn't installed \(apt-get install nginx-light\).* left out$/m);
  }, 30_000);

  test("the gateway tests fail where it is required", async () => {
    const { counts } = await runGatewayTests({ REQUIRE_NGINX: "1" });
    expect(counts).toMatchObject({ success: false, numPassedTestSuites: 0, numPendingTestSuites: 0 });
  }, 30_000);
});

describeGateway("start and end", (program) => {
  /** A program that leaves a note of its process and its folder, and then is nginx. */
  const noting = async () => {
    const script = `echo "$$ $2" >> '${folder}/notes'\nexec '${program}' "$@"`;
    return path.join(await programIn("noting", 0o755, script), "nginx");
  };
  const notes = async () => {
    const lines = (await readFile(path.join(folder, "notes"), "utf8")).trim().split("\n");
    return lines.map((line) => ({ pid: Number.parseInt(line, 10), of: line.replace(/^\d+ /, "") }));
  };
  const expectNothingLeft = async () => {
    for (const { pid, of } of await notes()) {
      expect(() => process.kill(pid, 0)).toThrow("ESRCH");
      await expect(stat(of)).rejects.toMatchObject({ code: "ENOENT" });
    }
  };
  const works = { server: "return 204;" };

  const other = createServer();
  beforeAll(() => new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => other.close(resolve)));
  const takenPort = async () => (other.address() as AddressInfo).port; // it listens on a port, not on a pipe

  test("it answers as soon as it is started, and nothing is left of it when it is closed", async () => {
    const nginx = await startNginx(await noting(), works);
    expect((await fetch(nginx.url)).status).toBe(204);
    const [{ pid, of } = { pid: 0, of: "" }] = await notes();
    expect(process.kill(pid, 0)).toBe(true);
    expect((await readdir(of)).sort()).toContain("proxy");
    await nginx.close();
    await expectNothingLeft();
  });

  test("it takes another port where somebody was faster", async () => {
    const ports = [takenPort, takenPort];
    const nginx = await startNginx(await noting(), works, () => (ports.shift() ?? freePort)());
    expect((await fetch(nginx.url)).status).toBe(204);
    expect(await notes()).toHaveLength(3);
    await nginx.close();
    await expectNothingLeft();
  });

  test("it gives up where every port is taken", async () => {
    await expect(startNginx(await noting(), works, takenPort)).rejects.toThrow("nginx found each of 5 ports taken");
    await expectNothingLeft();
  });

  test("it says what nginx has to say where that can't start", async () => {
    const start = startNginx(await noting(), { server: "misspelt on;" });
    await expect(start).rejects.toThrow(/^nginx did not start: .*unknown directive "misspelt"/);
    await expectNothingLeft();
  });

  test("it says so where the program can't be run", async () => {
    await expect(startNginx(path.join(folder, "nginx"), works)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
