import type { CaseSketch } from "./case.ts";
import { done, replies } from "./http-stage.ts";
import { casesOf } from "./plan.ts";
import { note } from "./stage.ts";
import { failed, sentExactly } from "./verdicts.ts";

// What a caller's own `fetch`, such as a test's mock or a proxy's wrapper, may give instead of an answer.

const broken = { name: "RomaConnectionError", outcome: "unknown", attempts: 1 } as const;
const offContract = { name: "RomaResponseError", outcome: "unknown", attempts: 1 } as const;
const nothing = undefined as unknown as Response; // what a mock gives that nobody has told what to give

const rows: readonly (readonly [id: string, what: string, give: () => Promise<Response>, ours: CaseSketch["ours"]])[] =
  [
    ["nothing", "gives nothing", async () => nothing, broken],
    ["no-promise", "gives not even a promise", () => nothing as unknown as Promise<Response>, broken], // likewise
    ["rejects-nothing", "rejects without a reason", () => Promise.reject(), broken],
    ["throws", "throws at once", throwsAtOnce, broken],
    ["error", "gives the answer that stands for none", async () => Response.error(), { ...offContract, status: 0 }],
    ["ok", "gives an empty 200", async () => new Response(), { ...offContract, status: 200 }],
    ["half", "gives a body that breaks", async () => new Response(breaking(), { status: 404 }), broken],
  ];

export const customFetchCases = casesOf(
  1,
  rows.map(([id, what, give, ours]) => ({
    id: `fetch-${id}`,
    title: `a custom \`fetch\` that ${what} is no success`,
    on: replies(done),
    fetch: (stage) => (request) => {
      note(stage, "target", request);
      return give();
    },
    holds: [sentExactly(1), failed],
    ours,
  })),
);

function throwsAtOnce(): never {
  throw new TypeError("not implemented");
}

function breaking(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"error_code":'));
      controller.error(new Error("torn"));
    },
  });
}
