import { readOptions, readPort, refuse } from "./lib/command-line.ts";
import { curlFor } from "./lib/curl.ts";
import { embeddedSpec } from "./lib/embedded-spec.ts";
import { preferenceFor } from "./lib/examples.ts";
import { Cursor } from "./lib/generator/cursor.ts";
import { readOperations } from "./lib/generator/operations.ts";
import { startMock } from "./lib/mock-server.ts";
import { untilStopped } from "./lib/until-stopped.ts";

// Keeps a mock of the embedded spec running: `npm run mock`, or `npm run mock -- --port 4010`.
const port = readPort(readOptions({ port: { type: "string", default: "0" } }).port);

const stopped = untilStopped();
const spec = await embeddedSpec();
const mock = await startMock(spec, { port }).catch((error: Error) => refuse(error.message));
const [operation] = readOperations(Cursor.at(spec));

console.log(`The mock listens on ${mock.url} until you press Ctrl-C.`);
if (operation) {
  const { operationId, errors } = operation;
  const error = errors.find(({ status }) => status === 404) ?? errors[0];
  console.log(`\n${operationId}, as it succeeds:\n\n  ${curlFor(operation, mock.url)}`);
  if (error) {
    const prefer = preferenceFor(error.status, error.codes[0]?.code);
    console.log(
      `\nand as it fails with ${error.status} (any documented answer can be picked by \`Prefer\`):\n\n  ${curlFor(operation, mock.url, { Prefer: prefer })}\n`,
    );
  }
}
await stopped;
await mock.close();
