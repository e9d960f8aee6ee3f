import type { Seen } from "./judge.ts";

// What the soak and its server say to each other, apart from HTTP.

/** Where the server can be reached, and where it can't. */
export interface Places {
  /** Serves, and misbehaves. */
  readonly url: string;
  /** Accepts connections, and closes them at once. */
  readonly slammed: string;
  /** Nobody listens here. */
  readonly refused: string;
}

/** What the server knows of an attempt, once for each time that it saw it. */
export type SeenAttempt = Seen & { readonly attempt: number };

export interface ServerState {
  /** Connections of clients that are open. */
  readonly connections: number;
  /** Requests that were of no call, or of one that had ended long before. */
  readonly strangers: number;
}

export type Question = { readonly ask: "call"; readonly call: number } | { readonly ask: "state" };

export type Message =
  | { readonly tell: "places"; readonly places: Places }
  | { readonly tell: "call"; readonly call: number; readonly seen: readonly SeenAttempt[] }
  | { readonly tell: "state"; readonly state: ServerState };
