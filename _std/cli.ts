/**
 * Parsing of command line arguments.
 * The same code as `jsr:@std/cli`, from its build on npm; left out of the package that is published.
 *
 * @module
 */
// @ts-types="./cli.d.ts"
export * from "npm:deno-std@1.4.0/cli/parse_args.js";
