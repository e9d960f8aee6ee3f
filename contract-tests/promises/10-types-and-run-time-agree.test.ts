import { afterAll, beforeAll, describe, expect } from "@jest/globals";
import fc from "fast-check";
import { version } from "../../src/version.ts";
import { endOf, tally } from "../support/call-end.ts";
import { call, clientOf, httpCall, token } from "../support/client.ts";
import { mockTest, objections, sendRaw } from "../support/mock.ts";
import { guardObjectionTo, valuesIn } from "../support/path-judge.ts";
import { anyText, identifier } from "../support/path-values.ts";
import { type Recorder, startRecorder } from "../support/recorder.ts";
import { operations, type SpecOperation } from "../support/spec.ts";
import { allowed, allowedInputs, brokenInputs } from "../support/spec-inputs.ts";

// Promise 10: what the spec allows is sent as the spec says, and what it forbids is refused before sending, by its
// name. Prism is an independent judge of the same spec: it has to agree on every input that HTTP can carry to it.

let recorder: Recorder;
beforeAll(async () => {
  recorder = await startRecorder();
});
afterAll(() => recorder.close());

const ample = 60_000; // for the shrinking of a counterexample on a busy machine

type Inputs = Readonly<Record<string, unknown>>;

/** Calls an operation by its method, or through `http`. */
function send(operation: SpecOperation, { body, ...values }: Inputs, face: "method" | "http"): Promise<unknown> {
  const bodyToo = body === undefined ? {} : { body };
  if (face === "method") return call(clientOf(recorder.url), operation.operationId, { ...values, ...bodyToo });
  return httpCall(clientOf(recorder.url), operation.method, operation.path, { params: { path: values }, ...bodyToo });
}
const face = fc.constantFrom("method" as const, "http" as const);

/** Whether HTTP can carry these inputs: a path has nothing but text, and none of what the path guard is there for. */
const sayable = (operation: SpecOperation, inputs: Inputs) =>
  operation.parameters.every(({ name }) => typeof inputs[name] === "string" && !guardObjectionTo(inputs[name]));

/** What Prism objects to, by keyword; nothing where it accepts. */
async function prismObjections(operation: SpecOperation, inputs: Inputs): Promise<unknown[]> {
  const response = await sendRaw(operation, inputs);
  await response.body?.cancel();
  const keywords = objections(response).map(({ code }) => code);
  expect(response.status < 300).toBe(keywords.length === 0);
  return keywords;
}

/** A body that may or may not be what the spec says. */
const anyBody = ({ body }: SpecOperation): fc.Arbitrary<unknown> => {
  if (!body) return fc.constant(undefined);
  const any = (schema: object) =>
    fc.oneof({ weight: 3, arbitrary: allowed(schema) }, { weight: 1, arbitrary: fc.jsonValue() });
  const fields = Object.entries(body.schema.properties ?? {}).map(([name, schema]) => [name, any(schema)] as const);
  const loose = fc.record({ ...Object.fromEntries(fields) }, { requiredKeys: [] });
  return fc.oneof(
    { weight: 3, arbitrary: allowed(body.schema) },
    { weight: 3, arbitrary: loose },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
};

describe.each(operations.map((operation) => [operation.operationId, operation] as const))("%s", (_, operation) => {
  mockTest(
    "what the spec allows is sent as the spec says",
    async () => {
      const property = fc.asyncProperty(allowedInputs(operation), face, async (inputs, face) => {
        const end = await endOf(recorder, operation, () => send(operation, inputs, face));
        if ("refused" in end) throw new Error(`${end.refused} was refused`);
        const { target, headers, body: text } = end.sent;
        const { body, ...values } = inputs;
        expect(valuesIn(target ?? "", "", operation)).toEqual(values);
        expect(headers).toMatchObject({
          [operation.credentialHeader?.toLowerCase() ?? ""]: token,
          accept: "application/json",
          "user-agent": `roma-apic-client/${version}`,
        });
        expect(headers["content-type"]).toBe(operation.body && "application/json");
        expect(operation.body ? JSON.parse(text) : text).toEqual(operation.body ? body : "");
        expect(await prismObjections(operation, inputs)).toEqual([]);
      });
      await fc.assert(property, { numRuns: 40 });
    },
    ample,
  );

  mockTest(
    "what breaks a constraint by one step is refused by its name, and by Prism for that constraint",
    async () => {
      for (const { what, broken } of brokenInputs(operation)) {
        const property = fc.asyncProperty(broken, face, async ({ keyword, parameter, inputs }, face) => {
          const end = await endOf(recorder, operation, () => send(operation, inputs, face));
          expect([what, end]).toEqual([what, { refused: parameter }]);
          if (sayable(operation, inputs)) {
            // To Prism, a body of `null`, `0`, `""` or `false` is none.
            const objection = "body" in inputs && !inputs.body ? "required" : keyword;
            expect(await prismObjections(operation, inputs)).toContain(objection);
          }
        });
        await fc.assert(property, { numRuns: 6 });
      }
    },
  );

  mockTest(
    "where the spec draws the line between any inputs, there the client and Prism draw it",
    async () => {
      const { count, expectBothSides } = tally();
      const text = fc.oneof({ weight: 4, arbitrary: identifier }, { weight: 1, arbitrary: anyText });
      const values = fc.record(Object.fromEntries(operation.parameters.map(({ name }) => [name, text])));
      const property = fc.asyncProperty(values, anyBody(operation), face, async (values, body, face) => {
        const inputs = { ...values, ...(body !== undefined && { body }) };
        const end = await endOf(recorder, operation, () => send(operation, inputs, face));
        // The path guard is meant to be stricter than the spec, in this alone.
        if (sayable(operation, inputs))
          expect("sent" in end).toBe((await prismObjections(operation, inputs)).length === 0);
        else expect(end).toHaveProperty("refused");
        count(end);
      });
      await fc.assert(property, { numRuns: 80 });
      expectBothSides();
    },
    ample,
  );
});
