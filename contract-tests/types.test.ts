import { describe, expect, test } from "@jest/globals";
import { createRomaClient, isRomaApiError, type RomaApiError } from "../src/index.ts";
import { rejection, token } from "./support/client.ts";

// What doesn't compile, and that the run time agrees, where it is no operation's own: all of those are under promise
// 10. The compiler is the judge of every `@ts-expect-error` here (`npm run typecheck`): one that is not needed is an
// error too.

const never = () => Promise.reject(new Error("something was sent"));
const done = () => Promise.resolve(new Response(null, { status: 204 }));
const options = { region: "cn-north-4", auth: token, fetch: never } as const;
const defaults = { project_id: "p", instance_id: "i" };
const roma = createRomaClient({ ...options, defaults });

const refused = async (promise: Promise<unknown>) => (await rejection(promise)) as { parameter?: string }; // it is looked at next

test("an option of another type is a compile error", async () => {
  // @ts-expect-error a region that the vendor doesn't document
  expect(() => createRomaClient({ ...options, region: "moon-1" })).toThrow("region must be one of cn-north-1");
  // @ts-expect-error a time limit as text
  expect(await refused(roma.cancelAuthorization({ app_auth_id: "a" }, { timeoutMs: "5s" }))).toMatchObject({
    parameter: "timeoutMs",
  });
  const unset: string | undefined = undefined;
  // @ts-expect-error a default that may be undefined, such as an environment variable
  expect(() => createRomaClient({ ...options, defaults: { project_id: unset } })).toThrow("defaults.project_id");
});

describe("results", () => {
  const working = createRomaClient({ ...options, fetch: done, defaults });

  test("`outcome`, `status` and `data` are what the spec documents", async () => {
    const result = await working.deleteAppCode({ app_id: "a", app_code_id: "c" });
    expect([result.outcome satisfies "done", result.status satisfies 204, result.data satisfies undefined]).toEqual([
      "done",
      204,
      undefined,
    ]);
    // @ts-expect-error nothing is "already-gone" unless it was asked for
    expect(result.outcome === "already-gone").toBe(false);
  });

  test('`outcome` may be "already-gone" where `ignoreNotFound` is true, and tells the two apart', async () => {
    const result = await working.deleteAppCode({ app_id: "a", app_code_id: "c" }, { ignoreNotFound: true });
    expect(result.outcome === "already-gone" ? (result.status satisfies 404) : (result.status satisfies 204)).toBe(204);
  });
});

test("errors: `status` narrows to the documented statuses, and `code` with it, with an open tail", () => {
  const narrow = (error: unknown) => {
    if (!isRomaApiError(error, "deleteAppCode")) return undefined;
    // @ts-expect-error 418 is not documented
    if (error.status === 418) return undefined;
    if (error.status !== 404) return error.status satisfies 400 | 401 | 403 | 500;
    // @ts-expect-error the set of codes is open
    error.code satisfies "APIG.3004";
    const documented: Extract<typeof error.code, "APIG.3004"> = "APIG.3004"; // `never`, were the codes lost in `string`
    expect(documented).toBe("APIG.3004");
    return error.code satisfies "APIG.3004" | (string & {});
  };
  const any = (error: unknown) => (isRomaApiError(error) ? (error satisfies RomaApiError).status : undefined);
  expect([narrow(new Error("other")), any(new Error("other"))]).toEqual([undefined, undefined]);
});
