import { describe, expect, jest, test } from "@jest/globals";
import { tokenSource, UnusableToken } from "./token.ts";

const failed = new Error("no secret store");

/** What asking for the token fails with. */
async function failure(auth: unknown): Promise<unknown> {
  try {
    await tokenSource(auth as string)(); // often wrong on purpose
  } catch (error) {
    return error;
  }
  throw new Error("it gave a token");
}

/** What is wrong with the token, as the client says it. */
async function complaint(auth: unknown): Promise<string> {
  const error = await failure(auth);
  if (error instanceof UnusableToken) return error.message;
  throw error;
}

test("a fixed token is given as it is", async () => {
  await expect(tokenSource("canary-token")()).resolves.toBe("canary-token");
});

test("a function is asked each time anew, and not before", async () => {
  const ask = jest.fn<() => string>().mockReturnValueOnce("first").mockReturnValueOnce("second");
  const source = tokenSource(ask);
  expect(ask).not.toHaveBeenCalled();
  await expect(source()).resolves.toBe("first");
  await expect(source()).resolves.toBe("second");
});

test("a function may promise a token", async () => {
  await expect(tokenSource(async () => "later")()).resolves.toBe("later");
});

test("a function that throws or rejects fails with what it failed with", async () => {
  const throws = () => {
    throw failed;
  };
  expect(await failure(throws)).toBe(failed);
  expect(await failure(() => Promise.reject(failed))).toBe(failed);
});

describe("an unusable token is refused", () => {
  test.each([
    ["undefined", undefined, "the token is undefined, not a string"],
    ["null", null, "the token is null, not a string"],
    ["a number", 7, "the token is of type number, not a string"],
    ["an object", { token: "s3cr3t" }, "the token is of type object, not a string"],
    ["empty", "", "the token is empty; is the environment variable set?"],
  ])("that is %s", async (_, token, message) => {
    expect(await complaint(() => token)).toBe(message);
    expect(await complaint(async () => token)).toBe(message);
  });

  test.each([
    "s3cr3t\n",
    "s3cr3t\r\n",
    "\ufeffs3cr3t",
    " s3cr3t",
    "s3cr3t ",
    "s3\0cr3t",
    "s3cr3tä",
    "s3cr3t\nX-Evil: 1",
  ])("that can't be a header's value, without being quoted: %j", async (token) => {
    for (const auth of [token, () => token, async () => token]) {
      expect(await complaint(auth)).toBe(
        "the token holds characters that can't stand in an HTTP header; often a line break at its end",
      );
    }
  });
});
