import { stringify } from "@std/yaml";
import { encodeValue } from "./encode_report.ts";

const LAYOUT = { useAnchors: false, lineWidth: -1 } as const;

/**
 * An object as YAML in pieces: each member of each of its lists is one, so that
 * a report may be longer than any text can be. Ends with a line break.
 *
 * @example
 * ```ts
 * import { yamlPieces } from "./yaml_pieces.ts";
 * import { assertEquals } from "@std/assert";
 * const pieces = yamlPieces({ verdict: "different", changes: [{ path: "a" }, { path: "b" }] });
 * assertEquals([...pieces].join(""), "verdict: different\nchanges:\n  - path: a\n  - path: b\n");
 * ```
 */
export function* yamlPieces(value: object): Generator<string> {
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    if (!Array.isArray(member) || member.length === 0) {
      yield stringify({ [key]: encodeValue(member) }, LAYOUT);
      continue;
    }
    yield `${key}:\n`;
    for (const each of member) yield indented(stringify([encodeValue(each)], LAYOUT));
  }
}

function indented(text: string): string {
  return text.split("\n").map((line) => line === "" ? "" : `  ${line}`).join("\n");
}
