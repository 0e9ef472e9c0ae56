/**
 * Prints the configuration that is published: `deno run --allow-read=deno.json
 * _tools/release_config.ts`. In the repository `@std/x` is a wrapper around the
 * same sources on npm, since not every machine reaches JSR; a release takes
 * them from JSR and leaves `_std/` out. Its command line is the bundle of
 * `deno task bundle`: a seventh of the files to fetch and half the time to start.
 *
 * @module
 */

/** The folder that `deno task bundle` writes. */
const BUNDLE = "dist/cli/";

/** The part of a configuration that a release changes. */
interface Config {
  readonly exports: Readonly<Record<string, string>>;
  readonly imports: Readonly<Record<string, string>>;
  readonly publish: { readonly include: readonly string[]; readonly exclude?: readonly string[] };
  readonly exclude: readonly string[];
}

/**
 * The configuration for publishing.
 *
 * @example
 * ```ts
 * import { releaseConfig } from "./release_config.ts";
 * import { assertEquals } from "@std/assert";
 * const config = {
 *   exports: { ".": "./cli.ts", "./mod": "./mod.ts" },
 *   imports: { "@std/yaml": "./_std/yaml.ts", fflate: "npm:fflate@0.8.3" },
 *   publish: { include: ["core/", "_std/"] },
 *   exclude: ["dist/", "fixtures/"],
 * };
 * assertEquals(releaseConfig(config), {
 *   exports: { ".": "./dist/cli/cli.js", "./mod": "./mod.ts" },
 *   imports: { "@std/yaml": "jsr:@std/yaml@^1", fflate: "npm:fflate@0.8.3" },
 *   publish: { include: ["core/", "dist/cli/"], exclude: ["!dist/cli/"] },
 *   exclude: ["fixtures/"],
 * });
 * ```
 */
export function releaseConfig(config: Config): Config {
  const imports = Object.entries(config.imports).map(([name, target]) =>
    [name, target.startsWith("./_std/") ? `jsr:${name}@^1` : target] as const
  );
  return {
    ...config,
    exports: { ...config.exports, ".": `./${BUNDLE}cli.js` },
    imports: Object.fromEntries(imports),
    publish: {
      ...config.publish,
      include: [...config.publish.include.filter((path) => path !== "_std/"), BUNDLE],
      exclude: [`!${BUNDLE}`], // although it is not under version control
    },
    exclude: config.exclude.filter((path) => !BUNDLE.startsWith(path)),
  };
}

if (import.meta.main) {
  console.log(JSON.stringify(releaseConfig(JSON.parse(Deno.readTextFileSync("deno.json"))), null, 2));
}
