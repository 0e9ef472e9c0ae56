/**
 * Assertions for tests.
 * The same code as `jsr:@std/assert`, from its build on npm; left out of the package that is published.
 *
 * @module
 */
// @ts-types="./assert.d.ts"
export * from "npm:deno-std@1.4.0/assert/mod.js";
