import { describe, expect, test } from "@jest/globals";
import { call, clientOf, rejection } from "../support/client.ts";
import { serverTextCases } from "../support/hostile/cases-server-text.ts";
import { testEach } from "../support/hostile/expect-held.ts";
import { answer, plain } from "../support/hostile/http-stage.ts";
import { inputsOf } from "../support/hostile/plan.ts";

// Text that the server chose is one line, without control characters and of a sane length, wherever an error shows it.

/** 300 characters, and the sign that there were more. */
const maxLength = 301;

/** Control and format characters, line separators, halves of surrogate pairs. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const shown = ["message", "snippet", "code", "requestId"] as const;
type Shown = Readonly<Partial<Record<(typeof shown)[number], string>>>;

describe("an error's texts, from a hostile server", () => {
  testEach(serverTextCases, ({ value }) => {
    const error = value as Shown; // one of this client's errors: `ours` says which
    for (const name of shown) {
      const text = error[name] ?? "";
      expect(text).not.toMatch(unsafe);
      // The message quotes two of the others at most, and says a sentence of its own.
      expect(text.length).toBeLessThanOrEqual(name === "message" ? 2 * maxLength + 300 : maxLength);
    }
  });
});

describe("the snippet of a body", () => {
  const snippetOf = async (body: string): Promise<unknown> => {
    const stage = await answer(500, plain, body)();
    try {
      const operationId = "deleteAppCode";
      const roma = clientOf(stage.url, { maxRetries: 0 });
      const error = await rejection(call(roma, operationId, inputsOf(operationId)));
      return (error as { snippet?: unknown }).snippet; // looked at next
    } finally {
      await stage.close();
    }
  };

  test.each([
    ["is the body itself where that is short", "Bad Gateway", "Bad Gateway"],
    ["is whole up to 300 characters", "x".repeat(300), "x".repeat(300)],
    ["is cut behind 300 characters, and says so", "x".repeat(301), `${"x".repeat(300)}…`],
    ["has a blank for each line break, tab and control character", "a\r\n\tb\u001bc\u2028d", "a b c d"],
    ["has neither half of a character that the cut would halve", `${"x".repeat(299)}💀x`, `${"x".repeat(299)}…`],
    ["keeps the letters of every script", "größer 削除 удалить", "größer 削除 удалить"],
  ])("%s", async (_, body, snippet) => {
    expect(await snippetOf(body)).toBe(snippet);
  });
});
