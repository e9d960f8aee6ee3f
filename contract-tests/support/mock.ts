import { expect, test } from "@jest/globals";
import { token } from "./client.ts";
import { mockLog } from "./reports.ts";
import type { SpecOperation } from "./spec.ts";

/** The base URL of the mock that the global set-up started. */
export function mockUrl(): string {
  const url = process.env.CONTRACT_MOCK_URL;
  if (url === undefined) throw new Error("the mock isn't running: run the contract tests with `npm run test:contract`");
  return url;
}

/** A test against the mock: when it fails, it says where the mock's log is. */
export function mockTest(name: string, run: () => Promise<void>, timeoutMs?: number): void {
  const explained = async () => {
    try {
      await run();
    } catch (error) {
      if (error instanceof Error) error.message += `\n\nThe mock's log: ${mockLog}`;
      throw error;
    }
  };
  test(name, explained, timeoutMs);
}

/** One exchange with the mock, as it went over the wire. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly response: Response;
}

/** A `fetch` that lets everything through and remembers it. */
export function watchedFetch(): {
  readonly exchanges: Exchange[];
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
} {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    async fetch(url, init) {
      const response = await fetch(url, init);
      const { pathname, search } = new URL(url);
      exchanges.push({ method: String(init.method), path: `${pathname}${search}`, response });
      return response;
    },
  };
}

/** What Prism objects to in a request, from its header; nothing where it is content. */
export function objections(
  response: Response,
): { readonly location: string; readonly code: unknown; readonly message: string }[] {
  const header = response.headers.get("sl-violations");
  if (header === null) return [];
  const violations = JSON.parse(header) as { location: string[]; code: unknown; message: string }[]; // Prism's own format
  return violations.map(({ location, ...rest }) => ({ ...rest, location: location.join(".") }));
}

/** Prism answered from the contract: it knew the route, the method and the status, and had nothing to object to. */
export function expectFromContract(response: Response): void {
  expect(response.headers.get("Content-Type")).not.toBe("application/problem+json");
  expect(objections(response)).toEqual([]);
}

/** A path of the spec with these values in it, each percent-encoded. */
export function pathWith(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(values[name] ?? "")));
}

/** Sends inputs to the mock past the client, which would refuse some of them. */
export function sendRaw(
  operation: SpecOperation,
  inputs: Readonly<Record<string, unknown>>,
  init: { method?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  const { body } = inputs;
  return fetch(`${mockUrl()}${pathWith(operation.path, inputs)}`, {
    method: init.method ?? operation.method,
    headers: {
      ...(init.headers ?? { [operation.credentialHeader ?? ""]: token }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
