/**
 * Similarity of texts.
 * The same code as `jsr:@std/text`, from its build on npm; left out of the package that is published.
 *
 * @module
 */
// @ts-types="./text.d.ts"
export * from "npm:deno-std@1.4.0/text/closest_string.js";
// @ts-types="./text.d.ts"
export { levenshteinDistance } from "npm:deno-std@1.4.0/text/levenshtein_distance.js";
