import type { CaseSketch } from "./case.ts";
import { answer, done, http, httpAndElsewhere, json, replies } from "./http-stage.ts";
import { casesOf } from "./plan.ts";
import { bytes, bytesAndEnd, head, raw } from "./raw-stage.ts";
import { failed, reachedOnlyTheTarget, sentExactly, succeeded } from "./verdicts.ts";

// What a correct client must take for the success that it is: whoever refuses everything keeps no promise either.

const ours = { outcome: "done", status: 204, attempts: 1 } as const;
const holds = [succeeded, sentExactly(1), reachedOnlyTheTarget];

const operations: readonly CaseSketch[] = (
  [
    ["unpublishLiveDataApi", "POST"],
    ["deleteAppCode", "DELETE"],
    ["detachApiFromPlugin", "PUT"],
    ["cancelAuthorization", "DELETE"],
    ["deleteBackendInstance", "DELETE"],
  ] as const
).map(([operationId, method]) => ({
  id: `done-${operationId}`,
  title: `a plain 204 to the ${method} of ${operationId} is success`,
  operationId,
  on: replies(done),
  holds,
  ours,
}));

const plainly = "HTTP/1.1 204 No Content";
const wire: readonly (readonly [id: string, what: string, on: CaseSketch["on"]])[] = [
  ["length-zero", "with a Content-Length of 0", bytes(head(plainly, "Content-Length: 0"))],
  ["no-reason", "without a reason phrase", bytes(head("HTTP/1.1 204 "))],
  ["other-reason", "with another reason phrase", bytes(head("HTTP/1.1 204 Error: not deleted"))],
  ["http-1.0", "in HTTP/1.0", bytesAndEnd(head("HTTP/1.0 204 No Content"))],
  ["closing", "with the connection closed behind it", answer(204, { Connection: "close" })],
  ["typed", "with a content type, though there is no content", answer(204, json)],
  ["encoded", "that claims to be compressed, though there is nothing", answer(204, { "Content-Encoding": "gzip" })],
  [
    "many-headers",
    "with a hundred headers",
    bytes(head(plainly, ...Array.from({ length: 100 }, (_, i) => `X-${i}: ${i}`))),
  ],
  [
    "location",
    "with a Location, which means nothing here",
    httpAndElsewhere(({ response, stage }) => response.writeHead(204, { Location: stage.elsewhereUrl }).end()),
  ],
  ["retry-after", "with a Retry-After, which means nothing here", answer(204, { "Retry-After": "3600" })],
  [
    "hint",
    "after an early hint",
    http(({ response }) =>
      response.writeEarlyHints({ link: "</style.css>; rel=preload" }, () => response.writeHead(204).end()),
    ),
  ],
  ["processing", "after several 102s", bytes("HTTP/1.1 102 Processing\r\n\r\n".repeat(5), head(plainly))],
];

const sketches: readonly CaseSketch[] = [
  ...operations,
  ...wire.map(([id, what, on]) => ({ id: `done-${id}`, title: `a 204 ${what} is success`, on, holds, ours })),
  {
    id: "done-in-pieces",
    title: "a 204 in single bytes is success",
    on: raw(({ socket }) => {
      const signs = [...head(plainly, "X-Request-Id: 7")];
      const next = () => {
        const sign = signs.shift();
        if (sign !== undefined) socket.write(sign, () => setImmediate(next));
      };
      socket.setNoDelay(true);
      next();
    }),
    holds,
    ours,
  },
  {
    id: "done-kept-alive",
    title: "five calls over a connection that is kept alive all succeed",
    times: 5,
    on: replies(done),
    holds: [succeeded, sentExactly(5), reachedOnlyTheTarget],
    ours,
  },
  {
    id: "done-reconnected",
    title: "a server that closes the connection after each answer is called again and again",
    times: 3,
    on: bytesAndEnd(head(plainly, "Connection: close")),
    holds: [succeeded, sentExactly(3), reachedOnlyTheTarget],
    ours,
  },
  {
    id: "stale-answer",
    title: "an answer that nobody asked for does not answer the next call",
    times: 2,
    on: raw(({ socket, nth }) => {
      socket.write(nth === 1 ? head(plainly).repeat(2) : head("HTTP/1.1 500 Oops", "Content-Length: 0"));
    }),
    holds: [sentExactly(2), failed],
    ours: { outcome: "unknown", attempts: 1 },
  },
  {
    id: "body-behind-204",
    title: "what stands behind a 204 does not answer the next call",
    times: 2,
    on: raw(({ socket, nth }) => {
      const body = `${head(plainly, "Content-Length: 0")}`;
      socket.write(
        nth === 1
          ? head(plainly, `Content-Length: ${body.length}`) + body
          : head("HTTP/1.1 500 Oops", "Content-Length: 0"),
      );
    }),
    holds: [sentExactly(2), failed],
    ours: { outcome: "unknown", attempts: 1 },
  },
];

export const successCases = casesOf(1, sketches);
