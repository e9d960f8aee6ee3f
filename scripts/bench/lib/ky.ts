import createKy from "ky";
import type { Adapter } from "../../../contract-tests/support/hostile/observation.ts";
import { operationOf } from "../../../contract-tests/support/hostile/plan.ts";
import { customFetch } from "./custom-fetch.ts";
import { versionOf } from "./version-of.ts";

/**
 * ky as its documentation shows: an instance with `prefixUrl`, `headers` and `timeout`, a token that has to be asked
 * for in a hook, `json` for a body, and a throw for failure. Paths are plain template strings, such as
 * `v2/${project_id}/…`: ky has no path parameters, so nothing reminds anybody to encode them. ky retries by default,
 * and does so here, unless a case is called without retries.
 */
export const ky: Adapter = {
  name: `ky ${versionOf("ky")}`,
  async perform(plan, stage) {
    const { operationId, inputs, token, times, timeoutMs, retries } = plan;
    const { method, path } = operationOf(operationId);
    const { body, ...values } = inputs;
    const fetch = customFetch(plan, stage);
    try {
      const api = createKy.create({
        prefixUrl: plan.baseUrl(stage),
        timeout: timeoutMs,
        ...(retries !== undefined && { retry: retries }),
        ...(typeof token === "string" && { headers: { "X-Auth-Token": token } }),
        ...(typeof token === "function" && {
          hooks: {
            beforeRequest: [
              async (request) => request.headers.set("X-Auth-Token", (await token()) as string), // passed as it comes
            ],
          },
        }),
        ...(fetch && { fetch }),
      });
      const url = path.slice(1).replace(/\{([^}]+)\}/g, (_, name: string) => `${values[name]}`);
      const call = () => api(url, { method, ...(body !== undefined && { json: body }) });
      for (let nth = 1; nth < times; nth++) await call();
      return { signalled: "success", value: await call() };
    } catch (value) {
      return { signalled: "failure", value };
    }
  },
};
