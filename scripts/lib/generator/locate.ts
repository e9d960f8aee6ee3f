import { readFileSync } from "node:fs";
import path from "node:path";
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { SpecProblem } from "./spec-error.ts";

/**
 * Finds the place in the hand-written files that a way through the bundled document leads to, across `$ref`s from file
 * to file. Where a key is missing, the nearest existing parent is the place.
 */
export function locate(entry: string, trail: readonly string[]): Pick<SpecProblem, "file" | "line" | "column"> {
  let place = open(entry);
  let offset = 0;
  for (const key of trail) {
    // A key beside a `$ref` comes before the target's of the same name, as it does for the Cursor.
    if (childOf(place.node, key) === undefined) place = follow(place);
    const child = childOf(place.node, key);
    if (child === undefined) break;
    offset = child.offset;
    place = { ...place, node: child.value, at: { file: place.file, offset } };
  }
  const { file, lines } = open(place.at.file);
  const { line, col } = lines.linePos(place.at.offset);
  return { file: path.relative(process.cwd(), file), line, column: col };
}

interface Place {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly node: Node | null;
  readonly at: { readonly file: string; readonly offset: number };
}

function open(file: string, pointer = ""): Place {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines });
  let place: Place = { file, document, lines, node: document.contents, at: { file, offset: 0 } };
  for (const token of pointer.split("/").filter(Boolean)) {
    const child = childOf(place.node, decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~"));
    if (child === undefined) break;
    place = { ...place, node: child.value, at: { file, offset: child.offset } };
  }
  return place;
}

function follow(place: Place): Place {
  const ref = isMap(place.node) ? place.node.get("$ref") : undefined;
  if (typeof ref !== "string") return place;
  const [file = "", pointer] = ref.split("#");
  return follow(open(file === "" ? place.file : path.resolve(path.dirname(place.file), file), pointer));
}

function childOf(node: Node | null, key: string): { value: Node | null; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    return pair && { value: pair.value as Node | null, offset: (pair.key as Node).range?.[0] ?? 0 }; // nodes of a parsed document
  }
  if (isSeq(node)) {
    const item = node.items[Number(key)] as Node | undefined; // nodes of a parsed document
    return item && { value: item, offset: item.range?.[0] ?? 0 };
  }
  return undefined;
}
