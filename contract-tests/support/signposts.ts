import type { OutgoingHttpHeaders } from "node:http";
import { token } from "./client.ts";

/** Where an answer can point to. */
export interface Places {
  /** The base URL of the server that answers. */
  readonly home: string;
  /** The base URL of another origin. */
  readonly elsewhere: string;
  /** The path that was asked for. */
  readonly path: string;
}

/** Ways to say "look there instead", in headers; with a redirect status, `fetch` follows most of them by default. */
export const signposts: Readonly<Record<string, (places: Places) => OutgoingHttpHeaders>> = {
  "another origin": ({ elsewhere }) => ({ Location: elsewhere }),
  "the same path of another origin": ({ elsewhere, path }) => ({ Location: `${elsewhere}${path}` }),
  "another origin, without a scheme": ({ elsewhere, path }) => ({
    Location: `${elsewhere.slice("http:".length)}${path}`,
  }),
  "another origin, in backslashes": ({ elsewhere }) => ({ Location: elsewhere.replace("http://", "\\\\") }),
  "another origin, with the token": ({ elsewhere }) => ({ Location: `${elsewhere}/${token}?token=${token}#${token}` }),
  "another origin, with a password": ({ elsewhere }) => ({ Location: elsewhere.replace("//", `//user:${token}@`) }),
  "two other origins": ({ elsewhere, path }) => ({ Location: [elsewhere, `${elsewhere}${path}`] }),
  "another path": () => ({ Location: "/v2/elsewhere" }),
  "another path, relative": () => ({ Location: "elsewhere" }),
  "the path above": () => ({ Location: ".." }),
  "another path, whole": ({ home, path }) => ({ Location: `${home}${path}/elsewhere` }),
  "another path, not ASCII": () => ({ Location: "/\xe4" }),
  "a query": () => ({ Location: "?elsewhere" }),
  "a fragment": () => ({ Location: "#elsewhere" }),
  "nothing but the header": () => ({ Location: "" }),
  "the call itself": ({ path }) => ({ Location: path }),
  "no URL": () => ({ Location: "http://[" }),
  "no place that there is": () => ({ Location: "javascript:alert(1)" }),
  "nowhere, without the header": () => ({}),
  "another origin, by other headers": ({ elsewhere }) => ({
    Refresh: `0; url=${elsewhere}`,
    "Content-Location": elsewhere,
    "Alt-Svc": `h2="${elsewhere.slice("http://".length)}"`,
    Link: `<${elsewhere}>; rel="canonical"`,
  }),
};
