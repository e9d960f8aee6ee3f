import { chance, randomOf } from "./random.ts";

// What can become of one attempt. Which of it does, follows from the seed, the call and the attempt alone.

/**
 * What the server says of an attempt, in the terms of the contract: the documented success; a documented refusal; the
 * documented 404 of the operation; that it turned the request away before anything acted on it (429, 503); that it is
 * not the one to ask (421); anything else; nothing that could be understood.
 */
export type Said = "success" | "refusal" | "gone" | "turned-away" | "misdirected" | "other" | "nothing";

export interface FaultKind {
  /** How often it is drawn, in proportion to the others; 0 for what only follows from something else. */
  readonly weight: number;
  /** Whether the server acts on the request before it misbehaves. */
  readonly acts: "always" | "never" | "either";
  readonly says: Said;
  /** Whether the answer is sure to arrive as it was sent, for whoever waits. */
  readonly sure?: true;
}

const kinds = {
  "204": { weight: 36, acts: "always", says: "success", sure: true },
  "204, slow": { weight: 4, acts: "always", says: "success", sure: true },
  "204, after a 103": { weight: 2, acts: "always", says: "success", sure: true },
  "204, Connection: close": { weight: 2, acts: "always", says: "success", sure: true },
  "204, closed when idle": { weight: 4, acts: "always", says: "success", sure: true },
  "204, closed when reused": { weight: 4, acts: "always", says: "success", sure: true },
  "204, with a body": { weight: 1, acts: "always", says: "success" },
  "204, then reset": { weight: 1, acts: "always", says: "success" },

  "400": { weight: 1, acts: "never", says: "refusal", sure: true },
  "401": { weight: 1, acts: "never", says: "refusal", sure: true },
  "403": { weight: 1, acts: "never", says: "refusal", sure: true },
  "403, gzip": { weight: 1, acts: "never", says: "refusal", sure: true },
  "403, slow": { weight: 2, acts: "never", says: "refusal", sure: true },
  "404": { weight: 5, acts: "never", says: "gone", sure: true },
  "404, since it was done before": { weight: 0, acts: "never", says: "gone", sure: true },
  "404, another thing": { weight: 2, acts: "never", says: "refusal", sure: true },

  "500": { weight: 1, acts: "either", says: "other" },
  "500, transient": { weight: 3, acts: "either", says: "other" },
  "500, empty": { weight: 2, acts: "either", says: "other" },
  "502, HTML": { weight: 2, acts: "either", says: "other" },
  "503, HTML": { weight: 3, acts: "either", says: "turned-away" },
  "503, Retry-After": { weight: 1, acts: "never", says: "turned-away" },
  "504, HTML": { weight: 2, acts: "either", says: "other" },
  "407": { weight: 1, acts: "either", says: "other" },
  "408": { weight: 1, acts: "either", says: "other" },
  "421": { weight: 1, acts: "either", says: "misdirected" },
  "429": { weight: 3, acts: "never", says: "turned-away" },
  "429, Retry-After": { weight: 3, acts: "never", says: "turned-away" },
  redirect: { weight: 3, acts: "either", says: "other" },
  "redirect, body without end": { weight: 1, acts: "either", says: "other" },
  "304": { weight: 1, acts: "either", says: "other" },
  "202": { weight: 2, acts: "either", says: "other" },
  "200, login page": { weight: 2, acts: "either", says: "other" },

  "404, HTML": { weight: 1, acts: "either", says: "other" },
  "wrong content type": { weight: 1, acts: "either", says: "other" },
  "truncated JSON": { weight: 1, acts: "either", says: "other" },
  "gzip, cut": { weight: 1, acts: "either", says: "other" },
  "error without code": { weight: 1, acts: "either", says: "other" },
  flood: { weight: 1, acts: "either", says: "other" },

  silence: { weight: 3, acts: "either", says: "nothing" },
  "headers, dripped without end": { weight: 1, acts: "either", says: "nothing" },
  "body, dripped without end": { weight: 1, acts: "either", says: "nothing" },
  reset: { weight: 4, acts: "either", says: "nothing" },
  "reset when reused": { weight: 0, acts: "never", says: "nothing" },
  "reset in mid-headers": { weight: 2, acts: "either", says: "nothing" },
  "reset in mid-body": { weight: 2, acts: "either", says: "nothing" },
  closed: { weight: 2, acts: "either", says: "nothing" },
  garbage: { weight: 2, acts: "either", says: "nothing" },
  "broken chunk": { weight: 1, acts: "either", says: "nothing" },
  "headers without end": { weight: 1, acts: "either", says: "nothing" },

  // Befall the connection, before any request is read: the server can't tell whose it was.
  refused: { weight: 4, acts: "never", says: "nothing" },
  slammed: { weight: 3, acts: "never", says: "nothing" },
} as const satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof kinds;

export const faultKinds: Readonly<Record<FaultName, FaultKind>> = kinds;

/** What is to become of one attempt. */
export interface Fault {
  readonly name: FaultName;
  /** Whether the server acts on the request. */
  readonly acts: boolean;
}

const byWeight = Object.entries(kinds) as [FaultName, FaultKind][]; // `entries` forgets the names
const totalWeight = byWeight.reduce((sum, [, { weight }]) => sum + weight, 0);

export function faultOf(seed: number, call: number, attempt: number): Fault {
  const random = randomOf(seed, "fault", call, attempt);
  let left = random() * totalWeight;
  for (const [name, { weight, acts }] of byWeight) {
    left -= weight;
    if (left < 0) return { name, acts: acts === "always" || (acts === "either" && chance(random, 0.5)) };
  }
  throw new Error("the weights don't add up");
}
