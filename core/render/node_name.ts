import { escapeText, quote } from "../model/escape.ts";
import type { Change } from "../model/report.ts";

/**
 * A node's path as people read it: the whole file is `(root)`, and a name that
 * is empty or has blanks at an end is quoted, since it could not be seen.
 *
 * @example
 * ```ts
 * import { nodeName } from "./node_name.ts";
 * import { assertEquals } from "@std/assert";
 * assertEquals(nodeName({ path: "fc.weight", keys: ["fc.weight"] }), "fc.weight");
 * assertEquals(nodeName({ path: "", keys: [] }), "(root)");
 * assertEquals(nodeName({ path: "", keys: [""] }), '""');
 * ```
 */
export function nodeName({ path, keys }: Pick<Change, "path" | "keys">): string {
  if (keys.length === 0) return "(root)";
  return path === "" || path.trim() !== path ? quote(path) : escapeText(path);
}
