import { inspect } from "node:util";

/** The credential of the tests: one that stands out wherever it shows up, and looks different once it is encoded. */
export const canary = "canary-token+5f3c/";

/** How the canary looks as it is, percent-encoded, escaped as JSON, and in base64 at each of the three places in a group. */
const forms: readonly string[] = [
  canary,
  encodeURIComponent(canary),
  JSON.stringify(canary).replaceAll("/", "\\/"),
  ...["", "x", "xx"].map((before) =>
    Buffer.from(before + canary)
      .toString("base64")
      .slice(4, -4),
  ),
].map((form) => form.toLowerCase());

/** The form in which the canary stands in a text, if it does. */
export function findCanary(text: string): string | undefined {
  const lower = text.toLowerCase();
  const plain = [lower, lower.replaceAll("-", "+").replaceAll("_", "/")]; // base64 for URLs
  return forms.find((form) => plain.some((text) => text.includes(form)));
}

/** Everything that a value says of itself, and of what hangs from it, by whatever means somebody may print it. */
export function everythingOf(value: unknown): string {
  const said = [inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }), String(value)];
  if (typeof value === "object" && value !== null) {
    said.push(JSON.stringify(value) ?? "", JSON.stringify(value, Object.getOwnPropertyNames(value)) ?? "");
    for (const name of Reflect.ownKeys(value)) said.push(String(Reflect.get(value, name)));
  }
  if (value instanceof Error && value.cause !== undefined) said.push(everythingOf(value.cause));
  return said.join("\n");
}
