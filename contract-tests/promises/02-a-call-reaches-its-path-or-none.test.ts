import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type CallEnd, endOf, tally } from "../support/call-end.ts";
import { call, clientOf, describeCall, httpCall, rejection } from "../support/client.ts";
import { refusedNames, valuesIn } from "../support/path-judge.ts";
import { anyText, flickering, made, recipesFor } from "../support/path-values.ts";
import { type Recorder, startRecorder } from "../support/recorder.ts";
import { operations, type SpecOperation } from "../support/spec.ts";

// Promise 2: a call reaches the path in the spec or none. Whatever is passed as a path value, either nothing is sent,
// or what a server reads from the request target is the spec's path with exactly these values in its variable segments.

let recorder: Recorder;
beforeAll(async () => {
  recorder = await startRecorder();
});
afterAll(() => recorder.close());

const settings = { numRuns: 150 };
const ample = 60_000; // for the shrinking of a counterexample on a busy machine

/** Holds the end of a call against what its values ask for. */
function judge(
  operation: SpecOperation,
  values: Readonly<Record<string, unknown>>,
  prefix: string,
  end: CallEnd,
): void {
  const bad = refusedNames(operation, values);
  if ("refused" in end) expect(bad).toContain(end.refused.replace(/^defaults\./, ""));
  else expect([bad, valuesIn(end.sent.target ?? "", prefix, operation)]).toEqual([[], values]);
}

/** Base paths, and what they are in a request target. */
const basePath = fc
  .oneof(
    fc.constantFrom("", "/", "/a/b", "/a/b/"),
    anyText.map((text) => `/${text.replace(/[?#\p{Cc}]/gu, "")}`),
  )
  .map((path) => ({ path, prefix: new URL(`http://base.example${path}`).pathname.replace(/\/+$/, "") }));

const bodyOf = ({ body }: SpecOperation) => (body ? { body: body.example } : {});

describe.each(operations.map((operation) => [operation.operationId, operation] as const))("%s", (id, operation) => {
  const names = operation.parameters.map(({ name }) => name);
  const perName = <T>(value: fc.Arbitrary<T>) => fc.record(Object.fromEntries(names.map((name) => [name, value])));

  test(
    "reaches its path or none as a method, with values of the call or of the defaults, as `describe` foretells",
    async () => {
      const { count, expectBothSides } = tally();
      // A default that the call overrides must not matter, however bad it is.
      const place = fc.constantFrom("call", "defaults", { over: ".." }, { over: "decoy" }, { over: 7 });
      const property = async (
        recipes: Parameters<typeof made>[0],
        places: Readonly<Record<string, unknown>>,
        base: { path: string; prefix: string },
      ) => {
        const values = made(recipes);
        const defaults: Record<string, unknown> = {};
        const params: Record<string, unknown> = bodyOf(operation);
        for (const [name, value] of Object.entries(values)) {
          const where = places[name];
          (where === "defaults" ? defaults : params)[name] = value;
          if (typeof where === "object") defaults[name] = (where as { over: unknown }).over; // one of `place`
        }
        const client = () => clientOf(`${recorder.url}${base.path}`, { defaults: defaults as never }); // also wrong
        const end = await endOf(recorder, operation, async () => call(client(), id, params));
        judge(operation, values, base.prefix, end);
        const foretell = () => describeCall(client(), id, params);
        if ("refused" in end) expect(foretell).toThrow(expect.objectContaining({ parameter: end.refused }));
        else expect(foretell().url).toBe(`${recorder.url}${end.sent.target}`);
        count(end);
      };
      await fc.assert(fc.asyncProperty(recipesFor(operation), perName(place), basePath, property), settings);
      expectBothSides();
    },
    ample,
  );

  test(
    "reaches its path or none through `http`, whichever of its methods and paths is asked for",
    async () => {
      const { count, expectBothSides } = tally();
      const asked = fc.record({
        method: fc.oneof(
          { weight: 6, arbitrary: fc.constant(operation.method) },
          {
            weight: 1,
            arbitrary: fc.constantFrom("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"),
          },
        ),
        path: fc.oneof(
          { weight: 6, arbitrary: fc.constant(operation.path) },
          { weight: 1, arbitrary: anyText.map((text) => `${operation.path}${text}`) },
          { weight: 1, arbitrary: anyText.map((text) => operation.path.replace(/\{\w+\}/, () => text)) },
        ),
        asRequest: fc.boolean(),
      });
      const property = fc.asyncProperty(
        recipesFor(operation),
        asked,
        basePath,
        async (recipes, { method, path, asRequest }, base) => {
          const values = made(recipes);
          const client = clientOf(`${recorder.url}${base.path}`);
          const init = { params: { path: values }, ...bodyOf(operation) };
          const end = await endOf(recorder, operation, () => httpCall(client, method, path, init, asRequest));
          if (method === operation.method && path === operation.path) judge(operation, values, base.prefix, end);
          else expect(end).toEqual({ refused: "path" });
          count(end);
        },
      );
      await fc.assert(property, settings);
      expectBothSides();
    },
    ample,
  );

  test(
    "sends the values that it checked, where they change from one reading to the next",
    async () => {
      const { count, expectBothSides } = tally();
      const value = fc.oneof(
        { weight: 3, arbitrary: fc.constant("a") },
        { weight: 1, arbitrary: fc.constantFrom("b", "..", "", "a/b", "%2e", "\n", 7, null) },
      );
      const sequences = perName(fc.oneof(fc.constant(["a"]), fc.array(value, { minLength: 1, maxLength: 3 })));
      const as = fc.constantFrom("getters" as const, "proxy" as const);
      const face = fc.constantFrom("method", "defaults", "http");
      const property = fc.asyncProperty(sequences, as, face, async (sequences, as, face) => {
        const end = await endOf(recorder, operation, async () => {
          const values = flickering(sequences, as);
          if (face === "http") {
            const init = { params: { path: values }, ...bodyOf(operation) };
            return httpCall(clientOf(recorder.url), operation.method, operation.path, init);
          }
          if (face === "method") return call(clientOf(recorder.url), id, flickering(sequences, as, bodyOf(operation)));
          return call(clientOf(recorder.url, { defaults: values as never }), id, bodyOf(operation)); // wrong on purpose
        });
        if ("sent" in end) {
          const sent = valuesIn(end.sent.target ?? "", "", operation);
          expect(refusedNames(operation, sent)).toEqual([]);
          for (const name of names) expect(sequences[name]).toContain(sent[name]);
        }
        count(end);
      });
      await fc.assert(property, settings);
      expectBothSides();
    },
    ample,
  );
});

test.each([
  ["options that are null", null],
  ["params that are null", { params: null }],
  ["path values that are null", { params: { path: null } }],
  ["path values that are no object", { params: { path: 7 } }],
])("`http` refuses %s as an input error, before anything is sent", async (_, init) => {
  for (const { method, path } of operations) {
    const error = await rejection(httpCall(clientOf(recorder.url), method, path, init));
    expect([error, recorder.take()]).toEqual([expect.objectContaining({ name: "RomaInputError" }), []]);
  }
});
