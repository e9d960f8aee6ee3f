import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createClient } from "@hey-api/openapi-ts";
import type { Adapter } from "../../../contract-tests/support/hostile/observation.ts";
import { fromRoot } from "../../lib/root.ts";
import { customFetch } from "./custom-fetch.ts";
import { versionOf } from "./version-of.ts";

type Answer = { readonly error?: unknown; readonly data?: unknown };
type Method = (options: object) => Promise<Answer>;

/** A client that was generated for this run, and the folder that it is in. */
export interface GeneratedAdapter extends Adapter {
  remove(): Promise<void>;
}

/**
 * A client that @hey-api/openapi-ts generates from this project's spec, as its documentation shows: the fetch client
 * with `baseUrl` and `auth`, and `if (error)` for failure. It has no time limit and no retries of its own.
 */
export async function heyApi(): Promise<GeneratedAdapter> {
  await mkdir(fromRoot(".reports"), { recursive: true });
  const folder = await mkdtemp(fromRoot(".reports", "hey-api-"));
  const remove = () => rm(folder, { recursive: true });
  try {
    await createClient({
      input: fromRoot("generated/openapi.json"),
      output: folder,
      plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
      logs: { level: "silent" },
    });
    const load = (file: string): Promise<unknown> => import(pathToFileURL(path.join(folder, file)).href);
    const sdk = (await load("sdk.gen.ts")) as Readonly<Record<string, Method>>; // a function per operation
    const { createClient: createFetchClient } = (await load("client/index.ts")) as {
      createClient(config: object): object;
    }; // what the generator always exports
    return { ...adapterOf(sdk, createFetchClient), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

const adapterOf = (sdk: Readonly<Record<string, Method>>, createFetchClient: (config: object) => object): Adapter => ({
  name: `hey-api ${versionOf("@hey-api/openapi-ts")}`,
  async perform(plan, stage) {
    const { operationId, inputs, token, times } = plan;
    const { body, ...pathParameters } = inputs;
    const fetch = customFetch(plan, stage);
    try {
      const client = createFetchClient({
        baseUrl: plan.baseUrl(stage),
        auth: token,
        ...(fetch && { fetch }),
      });
      const method = sdk[operationId];
      if (!method) throw new Error(`the generated client has no ${operationId}`);
      const call = () => method({ client, path: pathParameters, body });
      for (let nth = 1; nth < times; nth++) await call();
      const { error, data } = await call();
      return error ? { signalled: "failure", value: error } : { signalled: "success", value: data };
    } catch (value) {
      return { signalled: "failure", value };
    }
  },
});
