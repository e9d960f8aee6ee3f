import { afterEach } from "@jest/globals";
import { RomaError } from "../../src/errors/roma-error.ts";
import { everythingOf, findCanary } from "./canary.ts";

// Every error of the whole test run, in whatever test it is made, is searched for the tests' credential: promise 4 has no
// exceptions. Jest loads this before each test file.

const made: RomaError[] = [];

/** Stands between `RomaError` and `Error`, and remembers whatever is made. */
class Watched extends Error {
  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    made.push(this as Error as RomaError); // only RomaError extends it
  }
}
Object.setPrototypeOf(RomaError, Watched);
Object.setPrototypeOf(RomaError.prototype, Watched.prototype);

afterEach(() => {
  for (const error of made.splice(0)) {
    const form = findCanary(everythingOf(error));
    if (form !== undefined) throw new Error(`${error.name} shows the credential, as ${form}`);
  }
});
