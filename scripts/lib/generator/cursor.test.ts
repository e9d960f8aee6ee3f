import { describe, expect, test } from "@jest/globals";
import { Cursor, UnsupportedSpecError } from "./cursor.ts";

const document = {
  info: { title: "Shapes", version: 1 },
  tags: ["first", "second"],
  paths: {
    "/a/{b}~c": { $ref: "#/components/pathItems/A" },
    "/direct": { get: {} },
  },
  components: {
    pathItems: { A: { get: { schema: { $ref: "#/components/schemas/Alias", description: "Beside." } } } },
    schemas: {
      Alias: { $ref: "#/components/schemas/Thing" },
      Thing: {
        type: "object",
        description: "The thing.",
        properties: { self: { $ref: "#/components/schemas/Thing" } },
      },
      Word: { enum: ["a", "b"] },
      Lost: { $ref: "#/components/schemas/Nobody" },
      "odd/na~me %": { type: "string" },
      Odd: { $ref: "#/components/schemas/odd~1na~0me%20%25" },
      Second: { $ref: "#/components/schemas/Word/enum/1" },
    },
  },
};
const root = Cursor.at(document);
const schema = (name: string) => root.get("components", "schemas", name);

describe("moving on", () => {
  test("reaches what is there, by keys and by indices, and remembers the way", () => {
    expect(root.trail).toEqual([]);
    const second = root.get("tags", 1);
    expect([second.value, second.trail, second.ref]).toEqual(["second", ["tags", "1"], undefined]);
    expect(root.get("paths").get("/direct", "get").trail).toEqual(["paths", "/direct", "get"]);
  });

  test("past what is there finds nothing, and still remembers the way", () => {
    for (const keys of [["nowhere"], ["nowhere", "further"], ["tags", 2], ["info", "title", "0", "x"]]) {
      const nothing = root.get(...keys);
      expect([nothing.value, nothing.trail, nothing.entries()]).toEqual([undefined, keys.map(String), []]);
    }
  });

  test("lists children in the document's order, and none of a value that has none", () => {
    expect(root.entries().map(([key]) => key)).toEqual(["info", "tags", "paths", "components"]);
    expect(
      root
        .get("tags")
        .entries()
        .map(([key, child]) => [key, child.value]),
    ).toEqual([
      ["0", "first"],
      ["1", "second"],
    ]);
    expect(root.get("info", "title").entries()).toEqual([]);
  });
});

describe("a reference", () => {
  test("is followed, also from one to the next, while the way stays the one that was taken", () => {
    const found = root.get("paths", "/a/{b}~c", "get", "schema", "type");
    expect([found.value, found.trail]).toEqual(["object", ["paths", "/a/{b}~c", "get", "schema", "type"]]);
  });

  test("names the component that it led to, for its own step alone", () => {
    const item = root.get("paths", "/a/{b}~c");
    expect([item.ref, item.get("get").ref]).toEqual(["#/components/pathItems/A", undefined]);
    expect(item.get("get", "schema").ref).toBe("#/components/schemas/Alias");
  });

  test("gives way to what stands beside it", () => {
    const beside = root.get("paths", "/a/{b}~c", "get", "schema");
    expect(beside.get("description").value).toBe("Beside.");
    expect(beside.value).not.toHaveProperty("$ref");
    expect(schema("Thing").get("description").value).toBe("The thing.");
  });

  test("may be escaped, percent-encoded, and lead into a list", () => {
    expect(schema("Odd").get("type").value).toBe("string");
    expect(schema("Second").value).toBe("b");
  });

  test("may lead back to where it stands: each step follows it once more", () => {
    const deep = schema("Thing").get("properties", "self", "properties", "self");
    expect([deep.get("type").value, deep.ref]).toEqual(["object", "#/components/schemas/Thing"]);
  });

  test("that leads nowhere is refused where it stands", () => {
    const lost = () => schema("Lost");
    expect(lost).toThrow(UnsupportedSpecError);
    expect(lost).toThrow("`#/components/schemas/Nobody` leads nowhere");
    expect(lost).toThrow(expect.objectContaining({ trail: ["components", "schemas", "Lost"] }));
  });
});

describe("a string", () => {
  test("is given as it is, and may be missing where it is optional", () => {
    expect(root.get("info", "title").string()).toBe("Shapes");
    expect(root.get("info", "title").optionalString()).toBe("Shapes");
    expect(root.get("info", "summary").optionalString()).toBeUndefined();
  });

  test("that is missing or something else is refused at its place", () => {
    const at = (key: string) => expect.objectContaining({ name: "UnsupportedSpecError", trail: ["info", key] });
    expect(() => root.get("info", "summary").string()).toThrow(at("summary"));
    expect(() => root.get("info", "version").string()).toThrow(at("version"));
    expect(() => root.get("info", "version").optionalString()).toThrow(at("version"));
  });
});
