import { readOptions, readPort } from "./lib/command-line.ts";
import { type DevEvent, startDevServer } from "./lib/dev-server.ts";
import { fromRoot } from "./lib/root.ts";
import { cross, style, tick } from "./lib/style.ts";
import { untilStopped } from "./lib/until-stopped.ts";

// Watches openapi/: regenerates at each change, and has the mock serve it.
const port = readPort(readOptions({ port: { type: "string", default: "0" } }).port);

const stopped = untilStopped();
const server = await startDevServer({
  entry: fromRoot("openapi/openapi.yaml"),
  output: fromRoot("generated"),
  port,
  onEvent: report,
});
console.log(style("dim", "Watching openapi/ until you press Ctrl-C."));
await stopped;
await server.close();

function report(event: DevEvent): void {
  const time = style("dim", new Date().toLocaleTimeString());
  if (event.kind === "broken")
    console.error(
      `${time} ${cross()} ${event.error.message}\n${event.url ? `The last good state stays, on ${event.url}.` : "Nothing is served yet."}`,
    );
  else
    console.log(
      `${time} ${tick()} serving on ${event.url}; ${event.changed.map(({ name }) => name).join(", ") || "nothing"} changed in generated/`,
    );
}
