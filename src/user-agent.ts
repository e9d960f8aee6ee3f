import { version } from "./version.ts";

/** The `User-Agent` header, except in browsers and their workers: there it would only provoke a preflight request. */
export function userAgent(): Record<string, string> {
  const browser = typeof navigator === "object" && /^Mozilla\//.test(navigator.userAgent ?? "");
  return browser ? {} : { "User-Agent": `roma-apic-client/${version}` };
}
