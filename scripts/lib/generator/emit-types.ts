import type { Constraints } from "./descriptor.ts";
import type { OperationModel } from "./operations.ts";
import type { ParameterModel } from "./parameters.ts";
import { tsdoc } from "./tsdoc.ts";

/** The text of generated/types.ts: for each operation the documented types that its method is made of. */
export function emitTypes(operations: readonly OperationModel[], regions: readonly string[]): string {
  return `import type { operations as Wire } from "./schema.ts";

/** The operations by operationId: what they take, and every answer that is documented. */
export interface Operations {
${operations.map(emitOperation).join("\n")}}

/** The path parameters of all operations: what a client's \`defaults\` may hold. */
export interface PathParameters {
${emitPathParameters(operations)}}

/** The regions that the spec documents an endpoint for. */
export type Region = ${regions.length === 0 ? "never" : regions.map((region) => JSON.stringify(region)).join(" | ")};
`;
}

function emitOperation(operation: OperationModel): string {
  const { operationId, parameters, body, successes, errors } = operation;
  const id = JSON.stringify(operationId);
  const inputs = parameters.map((parameter) => emitParameter(operationId, parameter, "      "));
  if (body) {
    const request = `${body.required ? `Wire[${id}]["requestBody"]` : `NonNullable<Wire[${id}]["requestBody"]>`}["content"]["${body.mediaType}"]`;
    inputs.push(`${tsdoc([body.description], "      ")}      body${body.required ? "" : "?"}: ${request};\n`);
  }
  const data = successes.map(({ status, mediaType }) => {
    const type =
      mediaType === undefined ? "undefined" : `Wire[${id}]["responses"][${status}]["content"]["${mediaType}"]`;
    return `      ${status}: ${type};\n`;
  });
  const codes = errors.map(
    ({ status, codes }) =>
      `      ${status}: ${codes.map(({ code }) => JSON.stringify(code)).join(" | ") || "never"};\n`,
  );
  return `${tsdoc(documentation(operation), "  ")}  ${operationId}: {
    params: {
${inputs.join("")}    };
    success: {
${data.join("")}    };
    errors: {
${codes.join("")}    };
  };
`;
}

function documentation(operation: OperationModel): (string | undefined)[] {
  const { operationId, summary, description, descriptor, vendorPage, errors, deprecated } = operation;
  const rows = errors.flatMap(({ status, codes }) =>
    codes.map(({ code, summary }) => `- ${status} \`${code}\`${summary ? `: ${summary}` : ""}`),
  );
  return [
    summary && `${summary.replace(/\.$/, "")}.`,
    description,
    `\`${descriptor.method} ${descriptor.path}\``,
    rows.length === 0 ? undefined : `Documented errors:\n${rows.join("\n")}`,
    deprecated ? "@deprecated by the vendor" : undefined,
    vendorPage && `@see {@link ${vendorPage.url} | ${vendorPage.title ?? "the vendor's page"}}`,
    `@example\n\`\`\`ts\nawait roma.${operationId}(${exampleParams(operation)});\n\`\`\``,
  ];
}

/** The required inputs as an object literal, with the spec's examples. */
function exampleParams({ parameters, body }: OperationModel): string {
  const inputs = parameters.filter(({ required }) => required).map(({ name, example }) => [name, example]);
  if (body?.required) inputs.push(["body", body.example]);
  const fields = inputs.map(([name, example]) => `${propertyName(String(name))}: ${JSON.stringify(example)}`);
  if (fields.length === 0) return "{}";
  return fields.length > 2 ? `{\n  ${fields.join(",\n  ")},\n}` : `{ ${fields.join(", ")} }`;
}

function emitParameter(
  operationId: string,
  { name, in: place, required, description, example, schema }: ParameterModel,
  indent: string,
): string {
  const type = wireType(operationId, name, place, required);
  const text = [description, limits(schema), example === undefined ? undefined : `@example ${JSON.stringify(example)}`];
  return `${tsdoc(text, indent)}${indent}${propertyName(name)}${required ? "" : "?"}: ${type};\n`;
}

function wireType(operationId: string, name: string, place: ParameterModel["in"], required: boolean): string {
  const parameters = `Wire[${JSON.stringify(operationId)}]["parameters"]["${place}"]`;
  if (place === "path") return `${parameters}[${JSON.stringify(name)}]`;
  const type = `NonNullable<${parameters}>[${JSON.stringify(name)}]`;
  return required ? type : `Exclude<${type}, undefined>`;
}

function emitPathParameters(operations: readonly OperationModel[]): string {
  const byName = new Map<string, { operationId: string; parameter: ParameterModel }[]>();
  for (const { operationId, parameters } of operations) {
    for (const parameter of parameters.filter((parameter) => parameter.in === "path")) {
      byName.set(parameter.name, [...(byName.get(parameter.name) ?? []), { operationId, parameter }]);
    }
  }
  return [...byName.entries()]
    .map(([name, uses]) => {
      // Operations that agree on the constraints share a type; naming it once keeps the file and the compiler's work small.
      const distinct = new Map(uses.map((use) => [JSON.stringify(use.parameter.schema), use]));
      const types = [...distinct.values()].map(({ operationId }) => wireType(operationId, name, "path", true));
      return `${tsdoc([uses[0]?.parameter.description], "  ")}  ${propertyName(name)}: ${types.join(" | ")};\n`;
    })
    .join("");
}

/** The limits of a string, in words, for whoever reads a hover text. */
function limits({ minLength, maxLength, pattern }: Constraints): string | undefined {
  const length = maxLength === undefined ? undefined : `${minLength ?? 0} to ${maxLength} characters.`;
  const matching = pattern === undefined ? undefined : `Matches \`${pattern}\`.`;
  return [length, matching].filter(Boolean).join(" ") || undefined;
}

const propertyName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
