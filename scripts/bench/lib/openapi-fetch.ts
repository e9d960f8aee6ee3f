import createClient from "openapi-fetch";
import type { Adapter } from "../../../contract-tests/support/hostile/observation.ts";
import { operationOf } from "../../../contract-tests/support/hostile/plan.ts";
import type { paths } from "../../../generated/schema.ts";
import { customFetch } from "./custom-fetch.ts";
import { versionOf } from "./version-of.ts";

type Answer = { readonly error?: unknown; readonly data?: unknown };
type Request = (method: string, path: string, init: object) => Promise<Answer>;

/**
 * openapi-fetch as its documentation shows: `createClient<paths>({ baseUrl, headers })`, a token that has to be asked
 * for in a middleware, and `if (error)` for failure. It has no time limit and no retries of its own.
 */
export const openapiFetch: Adapter = {
  name: `openapi-fetch ${versionOf("openapi-fetch")}`,
  async perform(plan, stage) {
    const { operationId, inputs, token, times } = plan;
    const { method, path } = operationOf(operationId);
    const { body, ...pathParameters } = inputs;
    const fetch = customFetch(plan, stage);
    try {
      const client = createClient<paths>({
        baseUrl: plan.baseUrl(stage),
        ...(typeof token === "string" && { headers: { "X-Auth-Token": token } }),
        ...(fetch && { fetch }),
      });
      if (typeof token === "function") {
        client.use({
          async onRequest({ request }) {
            request.headers.set("X-Auth-Token", (await token()) as string); // a caller without types passes anything
            return request;
          },
        });
      }
      const request = client.request as unknown as Request; // the types know no path by a variable
      const call = () => request(method.toLowerCase(), path, { params: { path: pathParameters }, body });
      for (let nth = 1; nth < times; nth++) await call();
      const { error, data } = await call();
      return error ? { signalled: "failure", value: error } : { signalled: "success", value: data };
    } catch (value) {
      return { signalled: "failure", value };
    }
  },
};
