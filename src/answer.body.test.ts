import { describe, expect, jest, test } from "@jest/globals";
import type { OperationDescriptor } from "../generated/descriptor.ts";
import { readAnswer } from "./answer.ts";

// How much of a body is read, and what becomes of the rest.

const json = { "Content-Type": "application/json" };
const empty: OperationDescriptor = {
  method: "DELETE",
  path: "/v1/things/{id}",
  parameters: {},
  success: { 204: "empty" },
  errors: { 404: ["X.1"] },
};
const full: OperationDescriptor = { ...empty, success: { 200: "json" } };

const read = (response: Response, operation = empty) =>
  readAnswer(response, "https://h.example/v1/things/7", operation, []);
const errorBody = (error_code: string, error_msg: string) => JSON.stringify({ error_code, error_msg });
const answer = (body: string | ReadableStream, status = 404) => new Response(body, { status, headers: json });

test("an error body is read in whatever pieces it comes", async () => {
  const bytes = new TextEncoder().encode(errorBody("X.1", "项目 😀"));
  const pieces = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  await expect(read(answer(pieces))).resolves.toMatchObject({ message: "项目 😀" });
});

describe("an error body is read to 64 KiB", () => {
  /** A body of pieces of 32 KiB; says how many were asked for, and whether it was let go. */
  function flood(pieces: number) {
    const watch = { pulled: 0, cancelled: 0 };
    const source: UnderlyingDefaultSource<Uint8Array> = {
      pull(controller) {
        watch.pulled++;
        controller.enqueue(new Uint8Array(32 * 1024).fill(0x20));
        if (watch.pulled === pieces) controller.close();
      },
      cancel: () => void watch.cancelled++,
    };
    return { response: answer(new ReadableStream(source, { highWaterMark: 0 })), watch };
  }

  test("and no further: then it is let go", async () => {
    const { response, watch } = flood(1000);
    await expect(read(response)).resolves.toMatchObject({ kind: "off-contract", reason: "body-too-large" });
    expect(watch).toEqual({ pulled: 3, cancelled: 1 });
  });

  test("and as far as that", async () => {
    const { response, watch } = flood(2);
    await expect(read(response)).resolves.toMatchObject({ reason: "invalid-json" });
    expect(watch).toEqual({ pulled: 2, cancelled: 0 });
    const body = errorBody("X.1", "x".repeat(64 * 1024 - errorBody("X.1", "").length));
    await expect(read(answer(body))).resolves.toMatchObject({ kind: "refusal" });
    await expect(read(answer(`${body} `))).resolves.toMatchObject({ reason: "body-too-large" });
  });
});

test("a body that can't be let go is nobody's business", async () => {
  const unhandled = jest.fn();
  process.on("unhandledRejection", unhandled);
  const stuck = (status: number) => {
    const cancel = () => Promise.reject(new Error("stuck"));
    const pull: UnderlyingDefaultSource["pull"] = (controller) => controller.enqueue(new Uint8Array(128 * 1024));
    return answer(new ReadableStream({ pull, cancel }, { highWaterMark: 0 }), status);
  };
  await expect(read(stuck(302))).resolves.toMatchObject({ reason: "redirect" });
  await expect(read(stuck(404))).resolves.toMatchObject({ reason: "body-too-large" });
  await new Promise((resolve) => setImmediate(resolve)); // after the tick in which Node tells of them
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test.each([
  ["an error", 404, empty],
  ["a success", 200, full],
])("%s whose body breaks off rejects with what broke it", async (_, status, operation) => {
  const broken = new Error("ECONNRESET");
  const body = new ReadableStream({ pull: (controller) => controller.error(broken) });
  await expect(read(answer(body, status), operation)).rejects.toBe(broken);
});
