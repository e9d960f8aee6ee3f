/** Error codes after which no connection can have come about, as Node's resolver, sockets and TLS name them. */
const codes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_UNSUPPORTED_PROTOCOL",
  "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Whether `fetch` failed before the request can have left: only then may a call be told as not sent. */
export function neverConnected(error: unknown): boolean {
  // The Fetch standard blocks some ports, and has no code for it.
  return chainOf(error).some(
    ({ code, message }) => (typeof code === "string" && codes.has(code)) || message === "bad port",
  );
}

/** The runtime's code for why `fetch` failed, such as `ECONNREFUSED`, if it gave one. */
export function failureCode(error: unknown): string | undefined {
  return chainOf(error)
    .map(({ code }) => code)
    .find((code) => typeof code === "string");
}

/** An error and its causes, outermost first. */
function chainOf(error: unknown): { readonly code?: unknown; readonly message?: unknown }[] {
  const chain: { code?: unknown; message?: unknown; cause?: unknown }[] = [];
  for (
    let cause = error;
    typeof cause === "object" && cause !== null && chain.length < 5;
    cause = chain.at(-1)?.cause
  ) {
    chain.push(cause); // an object: any field may be asked for
  }
  return chain;
}
