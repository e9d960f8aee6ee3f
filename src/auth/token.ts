import { isLegalHeaderValue } from "../headers.ts";

/** Gives the credential for one attempt. What it throws is a reason why there is none. */
export type TokenSource = () => string | Promise<string>;

/** What is wrong with a credential; never quotes it. */
export class UnusableToken extends Error {}

/** A fixed token, or a function that is asked for the token before every attempt. */
export function tokenSource(auth: string | TokenSource): TokenSource {
  return async () => usable(typeof auth === "string" ? auth : await auth());
}

function usable(token: unknown): string {
  if (typeof token !== "string")
    throw new UnusableToken(`the token is ${token == null ? token : `of type ${typeof token}`}, not a string`);
  if (token === "") throw new UnusableToken("the token is empty; is the environment variable set?");
  if (!isLegalHeaderValue(token)) {
    throw new UnusableToken(
      "the token holds characters that can't stand in an HTTP header; often a line break at its end",
    );
  }
  return token;
}
