/** The module of `jsonc-parser` that holds its scanner and has no declaration of its own. */
export { createScanner } from "jsonc-parser";
