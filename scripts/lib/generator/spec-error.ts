/** One fault of the spec: what is wrong, and where a person has to look. */
export interface SpecProblem {
  readonly message: string;
  /** Path of the file, relative to the working folder, where it is known. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  /** The lint rule, where one found it. */
  readonly rule?: string;
}

const format = ({ message, file, line, column, rule }: SpecProblem): string =>
  [
    file === undefined ? undefined : [file, line, column].filter((part) => part !== undefined).join(":"),
    message,
    rule && `(${rule})`,
  ]
    .filter(Boolean)
    .join(" ");

/** The spec can't be generated from. Nothing was written. */
export class SpecError extends Error {
  override readonly name = "SpecError";

  constructor(readonly problems: readonly SpecProblem[]) {
    super(problems.map(format).join("\n"));
  }
}
