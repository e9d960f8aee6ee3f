import { inspect } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { canary } from "../canary.ts";
import { catalogue } from "./catalogue.ts";
import { done, replies } from "./http-stage.ts";
import { type Adapter, type Observation, observe, type Signal } from "./observation.ts";
import { casesOf } from "./plan.ts";
import { hidesToken, judge } from "./verdicts.ts";

// The harness itself, with clients that are bad on purpose.

const any = { title: "any", on: replies(done), holds: [], ours: { outcome: "done" } } as const;
const [hostile, impatient] = casesOf(1, [
  { ...any, id: "any" },
  { ...any, id: "impatient", harnessMs: 20 },
]);
if (!hostile || !impatient) throw new Error("there is no case");

const clientThat = (perform: Adapter["perform"]): Adapter => ({ name: "bad", perform });
const fails = (value: unknown) => clientThat(async () => ({ signalled: "failure", value }));

test("a client that does not end is given up", async () => {
  const observation = await observe(
    impatient,
    clientThat(() => new Promise<Signal>(() => {})),
  );
  expect(judge([], observation)).toBe("did not end within 20 ms");
});

test("what reached the server is seen", async () => {
  const careless = clientThat(async (_, { url }) => {
    const { status } = await fetch(`${url}/v2?x=1`, { method: "PUT", body: "b", headers: { "X-Auth-Token": canary } });
    return { signalled: "success", value: status };
  });
  const { received, value } = await observe(hostile, careless);
  expect(value).toBe(204);
  expect(received).toEqual([
    {
      at: "target",
      method: "PUT",
      path: "/v2?x=1",
      body: "b",
      headers: expect.objectContaining({ "x-auth-token": canary }),
    },
  ]);
});

describe("a credential is seen wherever a client shows it", () => {
  class Hidden {
    constructor(readonly request: { headers: Headers }) {}
  }
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const discreet = { [inspect.custom]: () => "no", toString: () => "no" };
  test.each([
    ["as a mere text", canary],
    ["in a message", new Error(`no ${canary}`)],
    ["in a cause's cause", new Error("no", { cause: new Error("no", { cause: new Error(canary) }) })],
    ["in a stack", Object.assign(new Error("no"), { stack: `no\n at ${canary}` })],
    [
      "in a cause that an inspector doesn't show",
      Object.assign(new Error("no", { cause: new Error(canary) }), discreet),
    ],
    [
      "in a stack that an inspector doesn't show",
      Object.assign(new Error("no"), discreet, { stack: `no\n at ${canary}` }),
    ],
    ["in a property", Object.assign(new Error("no"), { request: { headers: { "X-Auth-Token": canary } } })],
    [
      "in a request's headers",
      Object.assign(new Error("no"), { request: new Request("http://h", { headers: { a: canary } }) }),
    ],
    ["in an object of a class", new Hidden({ headers: new Headers({ a: canary }) })],
    ["in JSON alone", { toJSON: () => ({ canary }) }],
    ["in its text alone", { toString: (): string => canary }],
    ["in a circle", { ...circle, canary }],
  ])("%s", async (_, value) => {
    expect(judge([hidesToken], await observe(hostile, fails(value)))).toBe("secret shown as it is");
  });

  test("and not where it isn't", async () => {
    expect(judge([hidesToken], await observe(hostile, fails(new Error("no"))))).toBe(true);
  });
});

test("a client that refuses everything does not get far", () => {
  // Without servers: whoever sends nothing needs none.
  const refusal: Observation = {
    signalled: "failure",
    value: undefined,
    harnessMs: 1,
    received: [],
    meant: { method: "DELETE", segments: [] },
    token: canary,
    handedOut: "no",
    logged: "no",
    longest: 2,
    taken: 0,
  };
  const held = catalogue.filter(({ holds }) => judge(holds, refusal) === true);
  expect(held.length).toBeLessThan(catalogue.length / 4);
});
