import type { Observation } from "./observation.ts";
import type { Received } from "./stage.ts";

// The neutral verdicts: each asks one thing of what was observed that any client can meet, and says in a few words why
// it is not met.

/** `true` where it holds, or else a short reason. */
export type Verdict = (observation: Observation) => true | string;

/** Judges by every verdict; first of all the call must have ended. */
export function judge(verdicts: readonly Verdict[], observation: Observation): true | string {
  for (const verdict of [ended, ...verdicts]) {
    const held = verdict(observation);
    if (held !== true) return held;
  }
  return true;
}

export const ended: Verdict = ({ signalled, harnessMs }) =>
  signalled !== "nothing" || `did not end within ${harnessMs} ms`;

export const failed: Verdict = ({ signalled }) => signalled === "failure" || "reported success";

export const succeeded: Verdict = ({ signalled, logged }) =>
  signalled === "success" || `reported failure: ${logged.replace(/\s+/g, " ").slice(0, 80)}`;

export const nothingSent: Verdict = ({ received: [first] }) => first === undefined || `sent ${nameOf(first)}`;

/** It was sent, but no more often than that. */
export const sentUpTo =
  (most: number): Verdict =>
  ({ received, meant }) =>
    (received.length > 0 && received.length <= most) || `sent ${received.length} times a ${meant.method}`;

export const sentExactly =
  (count: number): Verdict =>
  ({ received, meant }) =>
    received.length === count || `sent ${received.length} times a ${meant.method}`;

/** The server gave its first success to the request of this number: whoever claims one earlier makes it up. */
export const successTakes =
  (count: number): Verdict =>
  ({ signalled, received }) =>
    signalled !== "success" || received.length >= count || "reported success";

/** Nothing went to a server that the client was not told of. */
export const stayedHome: Verdict = ({ received, token }) => {
  const stray = received.find(({ at }) => at === "elsewhere");
  if (stray === undefined) return true;
  const carried = Object.values(stray.headers).some((value) => value === token);
  return carried ? "token reached another host" : `${stray.method} reached another host`;
};

/** Whatever reached the server was the method and the path that were meant, as a server reads them. */
export const reachedOnlyTheTarget: Verdict = ({ received, meant }) => {
  const stray = received.find(({ at, method, path }) => {
    return at !== "target" || method !== meant.method || !leadsTo(path, meant.segments);
  });
  return stray === undefined || `${nameOf(stray)}`.replace(" ", " reached ");
};

/** Whatever reached the server stays below its parent, even once a gateway has decoded and folded the path. */
export const decodedBelowItsParent: Verdict = ({ received, meant }) => {
  const parent = `/${meant.segments.slice(0, -1).join("/")}/`;
  const climbed = received.find(({ path }) => {
    const seen = new URL(decoded(path)?.replaceAll("\\", "/") ?? "", "http://gateway").pathname;
    return !seen.startsWith(parent) || seen === parent;
  });
  return climbed === undefined || `${nameOf(climbed)} climbs behind a gateway`;
};

/** The call reached its target and succeeded, or nothing was sent and it failed. */
export const arrivedOrRefused: Verdict = (observation) => {
  const { received } = observation;
  const reached = reachedOnlyTheTarget(observation);
  return reached !== true ? reached : received.length === 0 ? failed(observation) : succeeded(observation);
};

/** Every request carried this body. */
export const sentBody =
  (meant: unknown): Verdict =>
  ({ received }) =>
    received.every(({ body }) => body === JSON.stringify(meant)) || "sent another body";

/** No text that the client handed out holds the credential, in any of the usual encodings. */
export const hidesToken: Verdict = ({ handedOut, token }) =>
  typeof token === "string" ? hides(token)({ handedOut }) : true;

export const hides =
  (secret: string) =>
  ({ handedOut }: Pick<Observation, "handedOut">): true | string => {
    const text = handedOut.toLowerCase();
    const shown = encodingsOf(secret).find(([, encoded]) => text.includes(encoded.toLowerCase()));
    return shown === undefined || `secret shown ${shown[0]}`;
  };

/** What `console.error` prints holds no control characters but line breaks, and nothing that turns the text around. */
export const logsNoControls: Verdict = ({ logged }) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const found = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(logged)?.[0];
  return found === undefined || `would print U+${found.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`;
};

/** A text of the server can't pass for a line of its own in a log. */
export const logsNoForgedLine =
  (forged: string): Verdict =>
  ({ logged }) =>
    !logged.split(/[\n\r\u2028\u2029]/).some((line) => line.startsWith(forged)) || "would print a forged line";

/** Of a text that repeats one sign, no more than a sane length is printed. */
export const logsAtMost =
  (most: number, sign: string): Verdict =>
  ({ logged }) => {
    const runs = logged.match(new RegExp(`${sign}+`, "g")) ?? [];
    const longest = Math.max(0, ...runs.map((run) => run.length));
    return longest <= most || `would print ${longest} characters of the server's text`;
  };

/** More than a connection's buffers ever hold, and far less than a flood. */
const bufferBytes = 24 * 1024 * 1024;

/** The client stopped listening to an answer without end. */
export const tookLittle: Verdict = ({ taken }) =>
  taken <= bufferBytes || `took ${Math.floor(taken / 1024 / 1024)} MiB of a flood`;

/** The client doesn't hold a whole bomb in memory. */
export const keptLittle: Verdict = ({ longest }) =>
  longest <= 1024 * 1024 || `kept ${Math.floor(longest / 1024 / 1024)} MiB of the server's text`;

const nameOf = ({ method, path }: Received): string => `${method} ${path.length > 90 ? `…${path.slice(-89)}` : path}`;

function leadsTo(path: string, segments: readonly string[]): boolean {
  if (!path.startsWith("/") || /[?#]/.test(path)) return false;
  const actual = path.slice(1).split("/");
  return actual.length === segments.length && actual.every((segment, index) => decoded(segment) === segments[index]);
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** A secret in the usual encodings; in base64 wherever it may begin in the encoded text. */
function encodingsOf(secret: string): (readonly [name: string, encoded: string])[] {
  const json = JSON.stringify(secret).slice(1, -1).replaceAll("/", "\\/");
  const base64 = [0, 1, 2].map((offset) => base64Core(secret, offset));
  return [
    ["as it is", secret],
    ["escaped for JSON", json],
    ["escaped for JSON in a text", JSON.stringify(json).slice(1, -1)],
    ["escaped by \\u", secret.replace(/[^0-9A-Za-z]/g, (sign) => `\\u${hexOf(sign).padStart(4, "0")}`)],
    ["percent-encoded", encodeURIComponent(secret)],
    ["percent-encoded", secret.replace(/[^0-9A-Za-z]/g, (sign) => `%${hexOf(sign)}`)],
    ["escaped for HTML", secret.replace(/[^0-9A-Za-z]/g, (sign) => `&#x${hexOf(sign)};`)],
    ["escaped for HTML", secret.replace(/[^0-9A-Za-z]/g, (sign) => `&#${sign.charCodeAt(0)};`)],
    ...base64.map((text) => ["in base64", text] as const),
    ...base64.map((text) => ["in base64url", text.replaceAll("+", "-").replaceAll("/", "_")] as const),
    ["in hexadecimal", [...secret].map(hexOf).join("")],
  ];
}

/** The signs of its base64 that the secret alone determines, with `offset` bytes of other text before it. */
function base64Core(secret: string, offset: number): string {
  const text = Buffer.from(" ".repeat(offset) + secret, "latin1").toString("base64");
  const whole = Math.floor(((offset + secret.length) * 8) / 6);
  return text.slice(Math.ceil((offset * 8) / 6), whole);
}

const hexOf = (sign: string): string => sign.charCodeAt(0).toString(16).padStart(2, "0");
