import path from "node:path";
import ts from "typescript";
import { fromRoot } from "../../scripts/lib/root.ts";

// The compiler as a consumer has it, asked about expressions of which many don't compile, which a file on the disk
// could not hold. The file that holds them exists in memory alone.

const file = fromRoot("contract-tests/support/expressions-in-memory.ts");

/** The project's own options, without the types of Node: consumers need not have them. */
const options: ts.CompilerOptions = {
  ...ts.parseJsonConfigFileContent(
    ts.readConfigFile(fromRoot("tsconfig.json"), ts.sys.readFile).config,
    { ...ts.sys, readDirectory: () => [] },
    fromRoot(),
  ).options,
  types: [],
  noUnusedLocals: false, // not every question needs all of the preamble
};

/** What the compiler says of each expression, `undefined` where it compiles, all of them below the same preamble. */
export function compile(preamble: readonly string[], expressions: readonly string[]): (string | undefined)[] {
  const text = [...preamble, ...expressions.map((expression) => `void (() => ${expression});`)].join("\n");
  const program = programOf(text);
  const source = program.getSourceFile(file);
  const said = new Map<number, string>();
  for (const { start, messageText } of [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]) {
    const line = source?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (line < preamble.length) throw new Error(`the preamble does not compile: ${message}`);
    said.set(line - preamble.length, message);
  }
  return expressions.map((_, index) => said.get(index));
}

/** The names of the properties that an object of a type may have; the type is one that the preamble declares. */
export function propertyNames(preamble: readonly string[], type: string): string[] {
  const program = programOf([...preamble, `declare const asked: ${type};`, "asked;"].join("\n"));
  const checker = program.getTypeChecker();
  const statement = program.getSourceFile(file)?.statements.at(-1);
  if (!statement || !ts.isExpressionStatement(statement)) throw new Error("the last statement is the one that asks");
  return checker
    .getTypeAtLocation(statement.expression)
    .getProperties()
    .map(({ name }) => name);
}

let previous: ts.Program | undefined;

function programOf(text: string): ts.Program {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => path.resolve(name) === file || fileExists(name);
  host.readFile = (name) => (path.resolve(name) === file ? text : readFile(name));
  host.getSourceFile = (name, version, ...rest) =>
    path.resolve(name) === file
      ? ts.createSourceFile(name, text, version, true)
      : (previous?.getSourceFile(name) ?? getSourceFile(name, version, ...rest)); // parsed once is enough
  previous = ts.createProgram({ rootNames: [file], options, host });
  return previous;
}
