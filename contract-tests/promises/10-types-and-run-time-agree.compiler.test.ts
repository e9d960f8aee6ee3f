import { beforeAll, describe, expect, test } from "@jest/globals";
import { createRomaClient, isRomaApiError, isRomaError } from "../../src/index.ts";
import { call, rejection, token } from "../support/client.ts";
import { compile, propertyNames } from "../support/compiler.ts";
import { misspellings } from "../support/mistakes.ts";
import { operations, type SpecOperation, server } from "../support/spec.ts";
import {
  type Expression,
  expressionsOf,
  expressionsWithDefaults,
  expressionsWithNames,
  faces,
  httpInit,
  literal,
  preamble,
} from "../support/typed-expressions.ts";
import { exampleInputs } from "../support/violations.ts";

// Promise 10: types and run time agree. What a consumer may write of every operation, with every mistake that a type
// can tell, is compiled, and the same text is run: what compiles is sent, and what doesn't is refused before anything
// is.

const errors: Record<string, unknown> = {};
/** What the compiler says of the expressions: of all of them at once, since most of its work is done once. */
const objections = new Map<string, string | undefined>();
const ample = 60_000; // for that, on a busy machine

beforeAll(async () => {
  for (const operation of operations) errors[operation.operationId] = await apiErrorOf(operation);
  askCompiler(operations.flatMap((operation) => allExpressions(operation)));
}, ample);

const allExpressions = (operation: SpecOperation) => [
  ...Object.keys(faces).flatMap((face) => expressionsOf(operation, face)),
  ...expressionsWithDefaults(operation),
  ...expressionsWithNames(operation),
];

function askCompiler(expressions: readonly Expression[]): void {
  const codes = expressions.map(({ code }) => code).filter((code) => !objections.has(code));
  if (codes.length === 0) return;
  for (const [index, said] of compile(preamble, codes).entries()) objections.set(codes[index] ?? "", said);
}

/** An error of the operation's own. */
function apiErrorOf({ operationId, answers, ...operation }: SpecOperation): Promise<unknown> {
  const { status = 0, body } = answers.find(({ status }) => status === 404) ?? {};
  const fetch = async () => Response.json(body, { status });
  const roma = createRomaClient({ baseUrl: "https://h.example", auth: token, fetch });
  return rejection(call(roma, operationId, exampleInputs({ operationId, answers, ...operation })));
}

/** What becomes of an expression at run time. */
async function run(code: string): Promise<"taken" | "refused"> {
  let sent = 0;
  const fetch = async () => {
    sent++;
    return new Response(null, { status: 204 });
  };
  const options = { region: server.regions[0] as "cn-north-4", auth: token, fetch }; // one of the spec's
  const given = {
    roma: createRomaClient(options),
    createRomaClient,
    isRomaApiError,
    options,
    errors,
    anything: undefined,
  };
  try {
    const value: unknown = await new Function(...Object.keys(given), `return (async () => ${code})()`)(
      ...Object.values(given),
    );
    return value === false ? "refused" : "taken";
  } catch (error) {
    const unknownMethod = error instanceof TypeError && error.message.endsWith("is not a function");
    if (!unknownMethod && !(isRomaError(error) && error.name === "RomaInputError")) throw error;
    expect(sent).toBe(0);
    return "refused";
  }
}

/** Holds the compiler and the run time against what is right. */
async function expectAgreement(expressions: readonly Expression[]): Promise<void> {
  expect(new Set(expressions.map(({ code }) => code)).size).toBe(expressions.length);
  askCompiler(expressions);
  const wrong: string[] = [];
  for (const { code, right } of expressions) {
    const end = await run(code);
    const compiles = objections.get(code) === undefined;
    if (compiles !== right || (end === "taken") !== right)
      wrong.push(`${compiles ? "compiles" : "does not compile"}, is ${end}: ${code}`);
  }
  // A few of them tell enough.
  expect([wrong.length, wrong.slice(0, 9)]).toEqual([0, []]);
}

const each = operations.map((operation) => [operation.operationId, operation] as const);

describe.each(each)("%s: what compiles is sent, and what does not is refused", (_, operation) => {
  test.each(Object.keys(faces))(
    "%s",
    async (face) => {
      const surplusToo = (surplus = false) => !surplus || !face.includes("http"); // see below
      await expectAgreement(expressionsOf(operation, face).filter(({ surplus }) => surplusToo(surplus)));
    },
    ample,
  );
  test("with defaults", () => expectAgreement(expressionsWithDefaults(operation)), ample);
  test("under its name, and no other", () => expectAgreement(expressionsWithNames(operation)), ample);
});

// The types of `http` are openapi-fetch's own. They let inputs and options pass that the client has no use for.
test(
  "an input too many is refused through `http`, though its types allow it",
  async () => {
    const ofHttp = Object.keys(faces).filter((face) => face.includes("http"));
    const all = operations.flatMap((operation) => ofHttp.flatMap((face) => expressionsOf(operation, face)));
    const surplus = all.filter(({ surplus }) => surplus).map(({ code }) => code);
    expect(surplus).not.toEqual([]);
    const taken: string[] = [];
    for (const code of surplus) if ((await run(code)) === "taken") taken.push(code);
    expect(taken).toEqual([]);
  },
  ample,
);

describe("options: what compiles is heard, and what does not is refused", () => {
  const [operation] = operations as readonly [SpecOperation]; // there is one: see above
  const inputs = exampleInputs(operation);
  const inCall = (name: string) =>
    `roma.${operation.operationId}(${literal(inputs)}, { ${JSON.stringify(name)}: anything })`;
  const inClient = (name: string) => `createRomaClient({ ...options, ${JSON.stringify(name)}: anything })`;

  test.each([
    ["of a call", "CallOptions", inCall, []],
    ["of a client", "RomaClientOptions", inClient, ["region", "auth"]], // which the expressions have already
  ] as const)(
    "%s",
    async (_, type, write, required) => {
      const names = propertyNames(preamble, type);
      expect(names).toContain("timeoutMs");
      const others = names.flatMap(misspellings).filter((name) => !names.includes(name));
      await expectAgreement([
        ...names
          .filter((name) => !(required as readonly string[]).includes(name))
          .map((name) => ({ code: write(name), right: true })),
        ...others.map((name) => ({ code: write(name), right: false })),
      ]);
    },
    ample,
  );

  test(
    "of `http`: what the client would not heed is refused, though its types allow it",
    async () => {
      const type = `NonNullable<MaybeOptionalInit<paths["${operation.path}"], "${operation.method.toLowerCase()}">>`;
      const names = propertyNames(preamble, type).filter((name) => !["params", "body"].includes(name));
      const heeded = ["headers", "middleware", "parseAs", "signal"];
      const taken: string[] = [];
      for (const name of names) {
        const code = `roma.http.${operation.method}("${operation.path}", { ...${httpInit(inputs)}, ${name}: anything })`;
        if ((await run(code)) === "taken") taken.push(name);
      }
      expect(taken.sort()).toEqual(heeded);
    },
    ample,
  );
});
