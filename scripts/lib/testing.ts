import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { pathToFileURL } from "node:url";

// For tests: scripts as processes of their own, and whether a port is still taken.

/** By its full path, so that it loads TypeScript in any working folder. */
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Script {
  /** Resolves with the match as soon as the output, of both streams, has one; rejects when the script ends without. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

const running = new Set<Script>();

/** Runs a script as `npm run` does. */
export function run(
  script: string,
  args: readonly string[] = [],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Script {
  const child = spawn(process.execPath, ["--import", tsx, script, ...args], {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.setEncoding("utf8");
  child.stderr.setEncoding("utf8");
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += chunk));
  child.stderr.on("data", (chunk) => (output.stderr += chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, signal) => {
      running.delete(started);
      resolve({ exitCode, signal, ...output });
    });
  });
  const started: Script = {
    ended,
    kill: (signal) => child.kill(signal),
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output.stdout + output.stderr);
          if (match) resolve(match);
        };
        look();
        child.stdout.on("data", look);
        child.stderr.on("data", look);
        ended.then(
          ({ stdout, stderr }) => reject(new Error(`it ended without ${pattern}:\n${stdout}${stderr}`)),
          reject,
        );
      }),
  };
  running.add(started);
  return started;
}

/** Ends what a failed test left running. */
export async function endScripts(): Promise<void> {
  await Promise.all(
    [...running].map((script) => {
      script.kill("SIGKILL");
      return script.ended;
    }),
  );
}

/** What comes of connecting to a URL's port: `connected`, or the error's code, such as `ECONNREFUSED`. */
export function connecting(url: string, host = "127.0.0.1"): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(new URL(url).port) });
    socket.once("connect", () => {
      socket.destroy();
      resolve("connected");
    });
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(String(error.code)));
  });
}
