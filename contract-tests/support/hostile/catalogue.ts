import type { HostileCase } from "./case.ts";
import { baseUrlCases, originCases } from "./cases-base-urls.ts";
import { bodyCases } from "./cases-bodies.ts";
import { brokenHttpCases } from "./cases-broken-http.ts";
import { credentialCases } from "./cases-credentials.ts";
import { customFetchCases } from "./cases-custom-fetch.ts";
import { echoCases } from "./cases-echoes.ts";
import { floodCases } from "./cases-floods.ts";
import { inputCases } from "./cases-inputs.ts";
import { notFoundCases } from "./cases-not-found.ts";
import { redirectCases } from "./cases-redirects.ts";
import { retryCases } from "./cases-retries.ts";
import { serverTextCases } from "./cases-server-text.ts";
import { stallCases } from "./cases-stalls.ts";
import { statusCases } from "./cases-statuses.ts";
import { successCases } from "./cases-successes.ts";
import { targetCases } from "./cases-targets.ts";

/** Every hostile case, by promise. */
export const catalogue: readonly HostileCase[] = [
  ...statusCases,
  ...bodyCases,
  ...successCases,
  ...brokenHttpCases,
  ...customFetchCases,
  ...targetCases,
  ...baseUrlCases,
  ...redirectCases,
  ...originCases,
  ...echoCases,
  ...credentialCases,
  ...stallCases,
  ...floodCases,
  ...retryCases,
  ...notFoundCases,
  ...serverTextCases,
  ...inputCases,
];
