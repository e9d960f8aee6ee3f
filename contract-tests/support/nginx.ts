import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe } from "@jest/globals";

/** A running nginx, on loopback. */
export interface Nginx {
  readonly url: string;
  /** Ends it, and removes its folder. */
  close(): Promise<void>;
}

/** What makes an nginx a certain gateway: directives of its only server, and of the `http` block around it. */
export interface NginxDirectives {
  readonly http?: string;
  readonly server: string;
}

/** Tests that need an nginx. Without one they are left out, and say so; with REQUIRE_NGINX set, as in CI, they fail. */
export function describeGateway(concern: string, tests: (program: string) => void): void {
  const program = findNginx(process.env);
  if (program === undefined) {
    const why = "nginx isn't installed (apt-get install nginx-light), or not on the PATH";
    // Past Jest, which would print a stack trace with it.
    process.stderr.write(`gateway tests (${concern}): ${why}, so they are left out\n`);
  }
  (program === undefined ? describe.skip : describe)(`gateway: ${concern}`, () => tests(program ?? "nginx"));
}

/** The program on the PATH, if it is there. */
export function findNginx({ PATH = "", REQUIRE_NGINX = "" }: NodeJS.ProcessEnv): string | undefined {
  const program = PATH.split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, "nginx"))
    .find(isExecutable);
  if (program === undefined && REQUIRE_NGINX !== "") {
    throw new Error("REQUIRE_NGINX is set, and there is no nginx on the PATH (apt-get install nginx-light)");
  }
  return program;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const maxPorts = 5;

/**
 * Starts an nginx. It can't let the system choose its port, so it gets one that was free a moment ago, and another one
 * where somebody was faster. A unix socket with a relay before it would have no such race, but then the relay, and not
 * nginx, would end the connections that the client sees.
 */
export async function startNginx(program: string, directives: NginxDirectives, choosePort = freePort): Promise<Nginx> {
  const folder = await mkdtemp(path.join(tmpdir(), "roma-gateway-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    for (let left = maxPorts; left > 0; left--) {
      const port = await choosePort();
      await writeFile(path.join(folder, "nginx.conf"), configuration(port, directives));
      const { state, end } = launch(program, folder);
      if ((await state) === "listening") {
        return { url: `http://127.0.0.1:${port}`, close: () => end().then(remove) };
      }
      await end();
    }
    throw new Error(`nginx found each of ${maxPorts} ports taken`);
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Relative paths are in the folder that nginx is started for; by default they would be the system's, and want root. */
const configuration = (port: number, { http = "", server }: NginxDirectives): string => `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path client-body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  scgi_temp_path scgi;
  uwsgi_temp_path uwsgi;
  server_tokens off; # its pages then name no version, and are the same everywhere
  ${http}
  server {
    listen 127.0.0.1:${port};
    ${server}
  }
}
`;

interface Launched {
  /** Rejects where nginx ends by itself, with what it said. */
  readonly state: Promise<"listening" | "port taken">;
  end(): Promise<void>;
}

function launch(program: string, folder: string): Launched {
  // An environment of its own: a variable `NGINX` would hand it sockets that it doesn't have.
  const nginx = spawn(program, ["-p", folder, "-c", "nginx.conf"], { env: {}, stdio: ["ignore", "ignore", "pipe"] });
  const closed = new Promise<void>((resolve) => nginx.on("close", () => resolve()));
  const state = new Promise<"listening" | "port taken">((resolve, reject) => {
    let log = "";
    nginx.stderr.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      // It would try again for some seconds, on the same port.
      if (log.includes("Address already in use")) resolve("port taken");
      // The first thing it says after it has begun to listen.
      else if (/using the ".+" event method/.test(log)) resolve("listening");
    });
    nginx.on("error", reject);
    nginx.on("close", () => reject(new Error(`nginx did not start: ${log.trim()}`)));
  });
  return {
    state,
    end() {
      nginx.kill("SIGKILL"); // certain to end it: a single process, with nothing to save
      return closed;
    },
  };
}

/** A port that nobody has at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
      server.close(() => resolve(port));
    });
  });
}
