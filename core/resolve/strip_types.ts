import { PluginError } from "../model/errors.ts";

/** What the library throws: not an `Error`. */
interface SyntaxFault {
  readonly message: string;
  readonly startLine: number;
  /** From 0. */
  readonly startColumn: number;
}

/**
 * TypeScript as JavaScript. Types are removed, not checked. The library is
 * loaded only when it is called.
 *
 * @throws {PluginError} with line and column if the text is not TypeScript.
 *
 * @example
 * ```ts
 * import { stripTypes } from "./strip_types.ts";
 * import { assertMatch } from "@std/assert";
 * assertMatch(await stripTypes("export const a: number = 1;", "a.ts"), /^export const a\s*= 1;\s*$/);
 * ```
 */
export async function stripTypes(text: string, file: string): Promise<string> {
  const { transformSync } = await import("@swc/wasm-typescript");
  try {
    return transformSync(text, { mode: "transform", sourceMap: false }).code;
  } catch (cause) {
    const { message, startLine, startColumn } = cause as SyntaxFault;
    throw new PluginError(file, `line ${startLine}, column ${startColumn + 1}: SyntaxError: ${message}`, { cause });
  }
}
