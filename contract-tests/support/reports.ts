import path from "node:path";
import { fromRoot } from "../../scripts/lib/root.ts";

/** What a test run leaves behind; the folder is ignored by git. */
const reports = fromRoot(".reports");

export const mockLog = path.join(reports, "mock.log");
export const coverageNotes = path.join(reports, "contract-coverage.jsonl");
export const coverageMarkdown = path.join(reports, "contract-coverage.md");
export const coverageHtml = path.join(reports, "contract-coverage.html");
