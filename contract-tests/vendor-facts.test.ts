import { describe, expect, test } from "@jest/globals";
import { operations, type Schema, type SpecOperation, type SpecParameter, server } from "./support/spec.ts";
import { factsOf, serviceFacts, vendorFacts } from "./support/vendor-facts.ts";

// Prism and the generated client both follow the spec, so a wrong spec passes every other test. These facts are the only
// oracle that is not the spec itself: each operation, told in the vendor's own terms, must be the page, no more, no less.

test("every operation of the spec has its vendor's page transcribed, and every page its operation", () => {
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual([...vendorFacts.keys()].sort());
});

describe.each(operations.map((operation) => [operation.operationId, operation] as const))(
  "%s is what the vendor's page says",
  (id, operation) => {
    test("method, path, parameters, body, statuses, errors and examples", () => {
      const facts = factsOf(id);
      // "Expected" is the page, "Received" is the spec.
      expect(inVendorTerms(operation)).toEqual({ ...facts, statuses: Object.keys(facts.statuses) });
    });

    test("its error fields are mandatory, and text", () => {
      for (const schema of Object.values(operation.errorSchemas)) {
        expect(schema.required).toEqual(serviceFacts.errorFields);
        expect(Object.values(schema.properties ?? {}).map(({ type }) => type)).toEqual(
          serviceFacts.errorFields.map(() => "string"),
        );
      }
    });

    test("its answers carry the headers that the service sends", () => {
      expect(operation.responseHeaders).toEqual(serviceFacts.responseHeaders);
    });

    test("its values are limited as the vendor documents them, and no further", () => {
      const values = [
        ...operation.parameters.map(({ name, schema }) => [name, schema] as const),
        ...Object.entries(operation.body?.schema.properties ?? {}),
      ].flatMap(([name, schema]) =>
        schema.items ? [[name, schema] as const, [`${name}[]`, schema.items] as const] : [[name, schema] as const],
      );
      for (const [name, schema] of values) {
        expect({ [name]: limitsOf(schema) }).toEqual({
          [name]: serviceFacts.values[name] ?? serviceFacts.values.identifier,
        });
      }
    });
  },
);

test("the endpoint and its regions are the vendor's", () => {
  expect(server).toEqual({ url: serviceFacts.endpoint, regions: serviceFacts.regions });
});

/** An operation of the spec, told as the vendor's pages are. */
function inVendorTerms(operation: SpecOperation) {
  const { page, method, path, parameters, body, statuses, credentialHeader } = operation;
  const at = (place: SpecParameter["in"]) =>
    parameters.filter((parameter) => parameter.in === place).map(vendorParameter);
  const credential =
    credentialHeader === undefined ? [] : [{ name: credentialHeader, mandatory: true, type: "String" }];
  return {
    page: { title: page.title, updated: page.updated },
    sdkName: page.sdkName,
    method,
    path,
    pathParameters: at("path"),
    headerParameters: [...credential, ...at("header")],
    ...(at("query").length > 0 && { queryParameters: at("query") }),
    bodyParameters: Object.entries(body?.schema.properties ?? {}).map(([name, schema]) =>
      vendorParameter({
        name,
        schema,
        required: body?.required === true && body.schema.required?.includes(name) === true,
      }),
    ),
    exampleRequest: body?.example ?? null,
    statuses: statuses.map(String),
    errors: Object.fromEntries(
      Object.entries(operation.errorSchemas).map(([status, schema]) => [
        status,
        vendorError(operation, Number(status), schema),
      ]),
    ),
  };
}

function vendorError({ answers }: SpecOperation, status: number, schema: Schema) {
  const examples = answers.filter((answer) => answer.status === status).map(({ body }) => body);
  return {
    fields: Object.entries(schema.properties ?? {}).map(([name, field]) => ({ name, type: vendorType(field) })),
    example: examples.length === 1 ? examples[0] : examples,
  };
}

const vendorParameter = ({ name, required, schema }: Pick<SpecParameter, "name" | "required" | "schema">) => ({
  name,
  mandatory: required,
  type: vendorType(schema),
});

function vendorType({ type, items }: Schema): string {
  if (type === "array" && items) return `Array of ${vendorType(items).toLowerCase()}s`;
  const name = String(type);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const limits = ["minLength", "maxLength", "pattern", "minItems", "maxItems"] as const;
const limitsOf = (schema: Schema) =>
  Object.fromEntries(limits.filter((limit) => limit in schema).map((limit) => [limit, schema[limit]]));
