/**
 * Reading and writing comma-separated values.
 * The same code as `jsr:@std/csv`, from its build on npm; left out of the package that is published.
 *
 * @module
 */
// @ts-types="./csv.d.ts"
export * from "npm:deno-std@1.4.0/csv/mod.js";
