import { encodeValue } from "./encode_report.ts";

/** An object as a JSON document in pieces, as `jsonPieces` gives them, with a final line break. */
export function* jsonDocument(value: object): Generator<string> {
  yield* jsonPieces(value);
  yield "\n";
}

/**
 * An object as JSON, indented by two spaces, in pieces: each member of each of
 * its lists is one, so that a report may be longer than any text can be.
 * Together they are what `JSON.stringify` gives. Members named `files` are
 * objects with lists of their own.
 *
 * @example
 * ```ts
 * import { jsonPieces } from "./json_pieces.ts";
 * import { assertEquals } from "@std/assert";
 * const report = { verdict: "different", changes: [{ path: "a" }, { path: "b" }], files: [] };
 * assertEquals([...jsonPieces(report)].join(""), JSON.stringify(report, null, 2));
 * ```
 */
export function* jsonPieces(value: object, indent = ""): Generator<string> {
  const inner = `${indent}  `;
  let start = "{\n";
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield `${start}${inner}${JSON.stringify(key)}: `;
    if (Array.isArray(member) && member.length > 0) yield* listPieces(member, inner, key === "files");
    else yield jsonText(member, inner);
    start = ",\n";
  }
  yield start === "{\n" ? "{}" : `\n${indent}}`;
}

function* listPieces(members: readonly unknown[], indent: string, holdLists: boolean): Generator<string> {
  const inner = `${indent}  `;
  for (const [index, member] of members.entries()) {
    yield index === 0 ? `[\n${inner}` : `,\n${inner}`;
    if (holdLists) yield* jsonPieces(member as object, inner);
    else yield jsonText(member, inner);
  }
  yield `\n${indent}]`;
}

// A line end inside of a text is an escape, so that those left are the layout's.
function jsonText(value: unknown, indent: string): string {
  return JSON.stringify(encodeValue(value), null, 2).replaceAll("\n", `\n${indent}`);
}
