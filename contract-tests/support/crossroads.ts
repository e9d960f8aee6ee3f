import { inspect } from "node:util";
import { expect } from "@jest/globals";
import fc from "fast-check";
import { isRomaError, type RomaClient, type RomaError } from "../../src/index.ts";
import { call, clientOf, httpCall, token } from "./client.ts";
import { type HttpServer, startHttpServer } from "./http-server.ts";
import { pathWith } from "./mock.ts";
import { signposts } from "./signposts.ts";
import { operations, type SpecOperation } from "./spec.ts";
import { exampleInputs } from "./violations.ts";

/** One call, and how it is answered: by a status that may be a redirect, and headers that say to look elsewhere. */
export interface Trip {
  readonly operationId: string;
  readonly status: number;
  /** One of {@link signposts}. */
  readonly signpost: string;
  /** Whether all other places say that what is to be removed is gone, rather than that it is done. */
  readonly gone: boolean;
}

/** Where a trip takes place, and how to call there; `options` are whatever a caller may say. */
export interface Scene {
  readonly home: string;
  readonly elsewhere: string;
  /** The path that is asked for. */
  readonly path: string;
  client(options?: object): RomaClient;
  viaMethod(client: RomaClient, options?: object): Promise<unknown>;
  viaHttp(client: RomaClient, init?: object): Promise<unknown>;
}

/** One visit to a server, and whether the credential came with it. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly withToken: boolean;
}

export interface Ending {
  readonly error: RomaError;
  /** The visit that the call is to pay, and no other. */
  readonly meant: Visit;
  readonly home: readonly Visit[];
  readonly elsewhere: readonly Visit[];
}

/** Two servers, of which one sends calls to the other; everywhere but at the call's own path, all is well. */
export interface Crossroads {
  /** Makes a trip, which must end as a RomaError that doesn't hold the token. */
  end(trip: Trip, say: (scene: Scene) => Promise<unknown>): Promise<Ending>;
  close(): Promise<void>;
}

export async function startCrossroads(): Promise<Crossroads> {
  const visits = { home: [] as Visit[], elsewhere: [] as Visit[] };
  let answered = false;
  let trip: Trip | undefined;
  const serve = (own: Visit[], answersCall: boolean): Promise<HttpServer> =>
    startHttpServer((request, response) => {
      const { method = "", url: path = "", headers } = request;
      own.push({ method, path, withToken: JSON.stringify(headers).includes(token) });
      request.resume();
      if (!trip) return response.writeHead(500).end();
      const { status, signpost, gone } = trip;
      const operation = operationOf(trip);
      const callsPath = pathWith(operation.path, exampleInputs(operation));
      // Whoever comes here a second time has followed.
      if (answersCall && path === callsPath && !answered) {
        answered = true;
        const places = { home: home.url, elsewhere: elsewhere.url, path };
        const html = `<meta http-equiv="refresh" content="0; url=${elsewhere.url}/${headers["x-auth-token"]}">`;
        return response.writeHead(status, { "Content-Type": "text/html", ...signposts[signpost]?.(places) }).end(html);
      }
      const error = operation.answers.find((answer) => answer.status === 404)?.body;
      if (!gone) return response.writeHead(204).end();
      return response.writeHead(404, { "Content-Type": "application/json" }).end(JSON.stringify(error));
    });
  const home = await serve(visits.home, true);
  const elsewhere = await serve(visits.elsewhere, false);

  return {
    async end(current, say) {
      trip = current;
      answered = false;
      const operation = operationOf(current);
      const scene = sceneOf(operation, home.url, elsewhere.url);
      const ending = await say(scene).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      const taken = { home: visits.home.splice(0), elsewhere: visits.elsewhere.splice(0) };
      if (!("error" in ending)) throw new Error(`it resolved to ${inspect(ending.value)}`);
      const { error } = ending;
      if (!isRomaError(error)) throw error;
      expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain(token);
      return { error, meant: { method: operation.method, path: scene.path, withToken: true }, ...taken };
    },
    close: async () => void (await Promise.all([home.close(), elsewhere.close()])),
  };
}

function operationOf({ operationId }: Trip): SpecOperation {
  const operation = operations.find((operation) => operation.operationId === operationId);
  if (!operation) throw new Error(`the spec has no operation ${operationId}`);
  return operation;
}

function sceneOf(operation: SpecOperation, home: string, elsewhere: string): Scene {
  const { body, ...values } = exampleInputs(operation);
  const inputs = { ...values, ...(body !== undefined && { body }) };
  return {
    home,
    elsewhere,
    path: pathWith(operation.path, values),
    // Whether a 503 is retried is another promise.
    client: (options) => clientOf(home, { maxRetries: 0, ...options }),
    viaMethod: (client, options) => call(client, operation.operationId, inputs, options),
    viaHttp: (client, init) =>
      httpCall(client, operation.method, operation.path, {
        params: { path: values },
        ...(body !== undefined && { body }),
        ...init,
      }),
  };
}

const redirects = [300, 301, 302, 303, 304, 305, 306, 307, 308];
const others = [200, 201, 202, 203, 206, 226, 400, 401, 402, 403, 404, 405, 409, 410, 429, 500, 502, 503, 504];
const names = Object.keys(signposts);

/** Any trip; `settings` add every redirect for every operation, whatever chance brings. */
export const anyTrip: fc.Arbitrary<Trip> = fc.record({
  operationId: fc.constantFrom(...operations.map(({ operationId }) => operationId)),
  status: fc.oneof(fc.constantFrom(...redirects), fc.constantFrom(...others)),
  signpost: fc.constantFrom(...names),
  gone: fc.boolean(),
});
const everyRedirect = redirects.flatMap((status) => operations.map(({ operationId }) => ({ operationId, status })));
const examples = everyRedirect.map((trip, index): [Trip] => {
  return [{ ...trip, signpost: names[index % names.length] ?? "", gone: index % 2 === 0 }];
});
export const settings = { examples, numRuns: examples.length + 30 };
