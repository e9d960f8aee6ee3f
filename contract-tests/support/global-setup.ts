import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startMock } from "../../scripts/lib/mock-server.ts";
import { fromRoot } from "../../scripts/lib/root.ts";
import { keepMock } from "./kept-mock.ts";
import { coverageNotes, mockLog } from "./reports.ts";

/** Once per run, before the first test: one mock for all of them, and an empty sheet for the coverage. */
export default async function globalSetup(): Promise<void> {
  mkdirSync(path.dirname(coverageNotes), { recursive: true });
  writeFileSync(coverageNotes, "");
  const mock = await startMock(JSON.parse(readFileSync(fromRoot("generated/openapi.json"), "utf8")), {
    logFile: mockLog,
  });
  keepMock(mock);
  // The test files run in processes of their own, which inherit these.
  process.env.CONTRACT_MOCK_URL = mock.url;
  process.env.CONTRACT_COVERAGE_FILE = coverageNotes;
}
