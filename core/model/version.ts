/** The version of diffai; `deno.json` holds the same, which a test checks. */
export const VERSION = "0.1.0";
