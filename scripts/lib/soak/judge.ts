import type { HttpMethod } from "../../../generated/descriptor.ts";
import type { FaultName, Said } from "./faults.ts";

// What the client said of a call, held against what the server knows of it.

/** One request as it reached the server. */
export interface Seen {
  readonly fault: string;
  /** Whether the server acted on it. */
  readonly acted: boolean;
  readonly says: Said;
  /** Whether the answer was sure to arrive, for whoever waited. */
  readonly sure: boolean;
  /** Whether it went elsewhere than to the operation and the resource that were meant. */
  readonly astray: boolean;
}

/** One request that was handed to `fetch`. */
export interface Handed {
  /** What was to become of it. Nobody listens where `refused` is sent. */
  readonly drawn: FaultName;
  /** Each time that it reached the server: never where a connection broke, twice where `fetch` sent it again. */
  readonly seen: readonly Seen[];
}

/** What was asked of the client. */
export interface Asked {
  readonly method: HttpMethod;
  /** Whether the spec forbids an input, so that nothing may be sent. */
  readonly forbidden: boolean;
  readonly ignoreNotFound: boolean;
  readonly maxRetries: number;
  readonly timeoutMs: number;
  /** `Infinity` where there is none. */
  readonly deadlineMs: number;
}

/** What the client said. */
export interface Claim {
  readonly end: "resolved" | "rejected" | "none";
  readonly outcome: string | undefined;
  readonly attempts: number | undefined;
  /** Whether it is a `RomaError`; of no interest where nothing was thrown. */
  readonly isRomaError: boolean;
  /** Whether it is one that finds fault with an input. */
  readonly isInputError: boolean;
  /** Whether the caller's signal was aborted by the end of the call. */
  readonly aborted: boolean;
  /** How long the call lasted. */
  readonly ms: number;
}

export const wrongs = {
  "no-end": "neither resolved nor rejected",
  "foreign-error": "rejected with something that is no RomaError",
  "foreign-outcome": "an outcome that there is not, or not here",
  attempts: "`attempts` is not the number of requests handed to `fetch`",
  "too-often": "sent more often than maxRetries + 1 times, or by `fetch` itself without the server's leave",
  astray: "a request went to another target than was meant",
  "not-refused": "an input that the spec forbids was not refused",
  refused: "an input that the spec allows was refused",
  "done-but-not": "`done`, and the server did not say so with the documented status",
  "not-sent-but-was": "`not-sent`, and a request found a connection",
  "rejected-but-acted": "`rejected`, and the server had acted",
  "rejected-but-not": "`rejected`, and the server refused nothing",
  "gone-but-not": "`already-gone`, and the server did not say so as documented, or nobody asked for it",
  "post-again": "a POST was sent again after an attempt that may have acted",
  "acted-twice": "the server acted on a POST twice, and never said that it had not",
  timid: "the first attempt was answered plainly, and the client says something else",
} as const;

export type Wrong = keyof typeof wrongs;

export interface Verdict {
  readonly wrong: readonly Wrong[];
  /** It lasted much longer than its `deadlineMs`. */
  readonly late: boolean;
  /** The server acted on a POST twice, since it had acted and said that it had not: no client can tell. */
  readonly misled: boolean;
}

/** A busy machine may hold up a timer so long; whatever is later than this was not held up by the machine. */
const lateByMs = 1000;
/** A timer may be early by so much: Node counts from when the present turn of the event loop began. */
const earlyByMs = 50;

export function judge(asked: Asked, handed: readonly Handed[], claim: Claim): Verdict {
  const late = claim.ms > asked.deadlineMs + lateByMs;
  const seen = handed.flatMap((request) => request.seen);
  const post = asked.method === "POST" ? judgePost(handed) : [];
  const wrong: Wrong[] = [
    ...(seen.some(({ astray }) => astray) ? (["astray"] as const) : []),
    ...(sentTooOften(asked, handed) ? (["too-often"] as const) : []),
    ...post.filter((found) => found !== "misled"),
    ...judgeClaim(asked, handed, claim),
  ];
  return { wrong, late, misled: post.includes("misled") };
}

function judgeClaim(asked: Asked, handed: readonly Handed[], claim: Claim): Wrong[] {
  if (claim.end === "none") return ["no-end"];
  if (claim.end === "rejected" && !claim.isRomaError) return ["foreign-error"];
  const wrong: Wrong[] = claim.attempts === handed.length ? [] : ["attempts"];
  const falsehood = falsehoodOf(asked, handed, claim);
  if (falsehood) return [...wrong, falsehood];
  if (asked.forbidden && (claim.outcome !== "not-sent" || handed.length > 0)) return [...wrong, "not-refused"];
  if (claim.isInputError && !asked.forbidden) return [...wrong, "refused"];
  const due = dueOutcome(asked, handed, claim);
  return due === undefined || claim.outcome === due ? wrong : [...wrong, "timid"];
}

/** What is false about an outcome. `unknown` never is. */
function falsehoodOf(asked: Asked, handed: readonly Handed[], { end, outcome }: Claim): Wrong | undefined {
  const last = handed.at(-1)?.seen.at(-1);
  const seen = handed.flatMap((request) => request.seen);
  switch (`${end} ${outcome}`) {
    case "resolved done":
      return last?.says === "success" ? undefined : "done-but-not";
    case "resolved already-gone":
      return last?.says === "gone" && asked.ignoreNotFound ? undefined : "gone-but-not";
    case "rejected not-sent":
      return handed.every(({ drawn }) => drawn === "refused") ? undefined : "not-sent-but-was";
    case "rejected rejected":
      if (seen.some(({ acted }) => acted)) return "rejected-but-acted";
      return seen.some(({ says }) => says === "refusal" || says === "gone") ? undefined : "rejected-but-not";
    case "rejected unknown":
      return undefined;
    default:
      return "foreign-outcome";
  }
}

/** What a call has to end with whose first attempt was answered plainly, so that a client which shrugs is found out. */
function dueOutcome(asked: Asked, [first]: readonly Handed[], { aborted, ms }: Claim): string | undefined {
  const gaveUp = aborted || ms >= Math.min(asked.timeoutMs, asked.deadlineMs) - earlyByMs;
  const answer = first?.seen[0];
  if (gaveUp || !answer?.sure) return undefined;
  if (answer.says === "success") return "done";
  return answer.says === "gone" && asked.ignoreNotFound ? "already-gone" : "rejected";
}

function sentTooOften({ maxRetries }: Asked, handed: readonly Handed[]): boolean {
  // A 421 allows any request to be sent again (RFC 9110, section 15.5.20), which Node's `fetch` does by itself.
  const behindTheBack = handed.some(({ seen }) => seen.slice(0, -1).some(({ says }) => says !== "misdirected"));
  return behindTheBack || handed.length > maxRetries + 1;
}

function judgePost(handed: readonly Handed[]): ("post-again" | "acted-twice" | "misled")[] {
  const mayHaveActed = ({ drawn, seen }: Handed) => drawn !== "refused" && seen.at(-1)?.says !== "turned-away";
  const again = handed.slice(0, -1).some(mayHaveActed);
  const acts = handed.flatMap(({ seen }) => seen).filter(({ acted }) => acted);
  const denied = acts.slice(0, -1).every(({ says }) => says === "turned-away" || says === "misdirected");
  const twice = acts.length < 2 ? [] : [denied ? ("misled" as const) : ("acted-twice" as const)];
  return [...(again ? ["post-again" as const] : []), ...twice];
}
