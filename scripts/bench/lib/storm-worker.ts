import { parentPort, workerData } from "node:worker_threads";
import { simulate } from "./storm.ts";

// Nobody reads the stacks of millions of errors.
Error.stackTraceLimit = 0;
simulate(workerData).then((traffic) => parentPort?.postMessage(traffic));
