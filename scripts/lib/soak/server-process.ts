import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { fromRoot } from "../root.ts";
import type { Message, Places, Question, SeenAttempt, ServerState } from "./protocol.ts";

/** The server of a soak, as the soak sees it. */
export interface SoakServer {
  readonly places: Places;
  /** What became of all requests of a call that has ended. It can be asked once. */
  truthOf(call: number): Promise<readonly SeenAttempt[]>;
  state(): Promise<ServerState>;
  /** Ends the process, and resolves when it is gone. */
  close(): Promise<void>;
}

/** By its full path, so that it loads TypeScript whatever runs this. */
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export async function startSoakServer(seed: number): Promise<SoakServer> {
  const child = fork(fromRoot("scripts/lib/soak/server.ts"), [String(seed)], { execArgv: ["--import", tsx] });
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const answers = listenTo(child);
  const ask = (question: Question, key: string) => {
    child.send(question);
    return answers.next(key);
  };
  const ready = await answers.next("places");
  if (ready.tell !== "places") throw new Error("the server did not say where it is");
  return {
    places: ready.places,
    async truthOf(call) {
      const message = await ask({ ask: "call", call }, `call ${call}`);
      return message.tell === "call" ? message.seen : [];
    },
    async state() {
      const message = await ask({ ask: "state" }, "state");
      if (message.tell !== "state") throw new Error("the server did not say how it is");
      return message.state;
    },
    async close() {
      child.kill("SIGKILL"); // it has nothing to lose
      await gone;
    },
  };
}

/** The server's messages by what they are about; all who wait are disappointed when the server is gone. */
function listenTo(child: ChildProcess) {
  const waiting = new Map<string, Waiter>();
  let lost: Error | undefined;
  child.on("message", (message: Message) => {
    const key = message.tell === "call" ? `call ${message.call}` : message.tell;
    waiting.get(key)?.resolve(message);
    waiting.delete(key);
  });
  child.once("close", (exitCode, signal) => {
    lost = new Error(`the server of the soak is gone: ${signal ?? `exit code ${exitCode}`}`);
    for (const { reject } of waiting.values()) reject(lost);
  });
  return {
    next: (key: string) =>
      new Promise<Message>((resolve, reject) => {
        if (lost) reject(lost);
        else waiting.set(key, { resolve, reject });
      }),
  };
}

interface Waiter {
  resolve(message: Message): void;
  reject(reason: Error): void;
}
