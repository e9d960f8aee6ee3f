import { RomaError } from "./roma-error.ts";

/**
 * An argument or an option is unusable. Nothing was sent: `outcome` is `"not-sent"` and `attempts` is 0. The message
 * names the parameter and says what it must be; it never quotes a value that could be secret.
 */
export class RomaInputError extends RomaError {
  override readonly name = "RomaInputError";
  /** The parameter, body field (`body.api_ids[0]`) or option that is unusable. */
  readonly parameter: string;

  constructor(parameter: string, message: string, operationId?: string) {
    super(`${parameter} ${message}`, { operationId, outcome: "not-sent", attempts: 0 });
    this.parameter = parameter;
  }
}
