import { describe, expect, test } from "@jest/globals";
import type { Operations } from "../generated/types.ts";
import { createRomaClient, isRomaApiError, type RomaApiError } from "../src/index.ts";
import type { ParamsOf } from "../src/operation-types.ts";
import { rejection, token } from "./support/client.ts";

// What doesn't compile, and that the run time agrees. The compiler is the judge of every `@ts-expect-error` here (`npm run
// typecheck`): one that is not needed is an error too.

const never = () => Promise.reject(new Error("something was sent"));
const done = () => Promise.resolve(new Response(null, { status: 204 }));
const options = { region: "cn-north-4", auth: token, fetch: never } as const;
const defaults = { project_id: "p", instance_id: "i" };
const plain = createRomaClient(options);
const roma = createRomaClient({ ...options, defaults });

type Detachment = Operations["detachApiFromPlugin"]["params"]["body"];
const detach = (body: Detachment) => refused(roma.detachApiFromPlugin({ plugin_id: "p", body }));
const refused = async (promise: Promise<unknown>) => (await rejection(promise)) as { parameter?: string }; // it is looked at next

describe("every operation, whichever the spec has", () => {
  type Id = keyof Operations;
  type RequiredKeys<P> = { [K in keyof P]-?: {} extends Pick<P, K> ? never : K }[keyof P];

  test("can't be called with a required input forgotten", () => {
    type Forgettable = {
      [I in Id]: {
        [K in RequiredKeys<Operations[I]["params"]>]: Omit<ParamsOf<Operations, I>, K> extends ParamsOf<Operations, I>
          ? K
          : never;
      }[RequiredKeys<Operations[I]["params"]>];
    }[Id];
    const none: [Forgettable] extends [never] ? true : false = true;
    expect(none).toBe(true);
  });

  test("can't be called with an input of another type", () => {
    type Mistakable = {
      [I in Id]: {
        [K in keyof Operations[I]["params"]]: number extends Operations[I]["params"][K] ? K : never;
      }[keyof Operations[I]["params"]];
    }[Id];
    const none: [Mistakable] extends [never] ? true : false = true;
    expect(none).toBe(true);
  });
});

describe("inputs", () => {
  test("a forgotten one is a compile error, unless `defaults` hold it", async () => {
    // @ts-expect-error ld_api_id is forgotten
    expect(await refused(roma.unpublishLiveDataApi({}))).toMatchObject({ parameter: "ld_api_id" });
    // @ts-expect-error app_code_id is forgotten
    expect(await refused(roma.deleteAppCode({ app_id: "a" }))).toMatchObject({ parameter: "app_code_id" });
    // @ts-expect-error the body is forgotten
    expect(await refused(roma.detachApiFromPlugin({ plugin_id: "p" }))).toMatchObject({ parameter: "body" });
    // @ts-expect-error api_ids is forgotten
    expect(await detach({ env_id: "e" })).toMatchObject({
      parameter: "body.api_ids",
    });
    // @ts-expect-error there are no defaults for project_id and instance_id
    expect(await refused(plain.cancelAuthorization({ app_auth_id: "a" }))).toMatchObject({ parameter: "project_id" });
    // @ts-expect-error the inputs are forgotten
    expect(await refused(roma.deleteBackendInstance())).toMatchObject({ parameter: "params" });
  });

  test("a misspelt one is a compile error", async () => {
    // @ts-expect-error member is not member_id
    expect(await refused(roma.deleteBackendInstance({ vpc_channel_id: "v", member: "m" }))).toMatchObject({
      parameter: "member",
    });
    // @ts-expect-error apiIds is not api_ids
    expect(await detach({ env_id: "e", apiIds: [] })).toMatchObject({ parameter: "body.api_ids" });
    // @ts-expect-error the operation has no body
    expect(await refused(roma.cancelAuthorization({ app_auth_id: "a", body: {} }))).toMatchObject({
      parameter: "body",
    });
    // @ts-expect-error there is no such operation
    expect(roma.deleteEverything).toBeUndefined();
    // @ts-expect-error instanceId is not instance_id
    expect(() => createRomaClient({ ...options, defaults: { project_id: "p", instanceId: "i" } })).toThrow(
      "defaults.instanceId",
    );
  });

  test("one of another type is a compile error", async () => {
    // @ts-expect-error a number
    expect(await refused(roma.cancelAuthorization({ app_auth_id: 42 }))).toMatchObject({ parameter: "app_auth_id" });
    // @ts-expect-error one id instead of a list
    expect(await detach({ env_id: "e", api_ids: "a" })).toMatchObject({ parameter: "body.api_ids" });
    // @ts-expect-error a list of numbers
    expect(await detach({ env_id: "e", api_ids: [1] })).toMatchObject({ parameter: "body.api_ids[0]" });
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
