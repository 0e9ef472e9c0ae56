/**
 * Reading and writing YAML.
 * The same code as `jsr:@std/yaml`, from its build on npm; left out of the package that is published.
 *
 * @module
 */
// @ts-types="./yaml.d.ts"
export * from "npm:deno-std@1.4.0/yaml/mod.js";
