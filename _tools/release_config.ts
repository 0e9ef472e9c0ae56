/**
 * Prints the configuration that is published: `deno run --allow-read=deno.json
 * _tools/release_config.ts`. In the repository `@std/x` is a wrapper around the
 * same sources on npm, since not every machine reaches JSR; a release takes
 * them from JSR and leaves `_std/` out.
 *
 * @module
 */

/** The part of a configuration that a release changes. */
interface Config {
  readonly imports: Readonly<Record<string, string>>;
  readonly publish: { readonly include: readonly string[] };
}

/**
 * The configuration for publishing.
 *
 * @example
 * ```ts
 * import { releaseConfig } from "./release_config.ts";
 * import { assertEquals } from "@std/assert";
 * const config = { imports: { "@std/yaml": "./_std/yaml.ts", fflate: "npm:fflate@0.8.3" }, publish: { include: ["core/", "_std/"] } };
 * assertEquals(releaseConfig(config), {
 *   imports: { "@std/yaml": "jsr:@std/yaml@^1", fflate: "npm:fflate@0.8.3" },
 *   publish: { include: ["core/"] },
 * });
 * ```
 */
export function releaseConfig<C extends Config>(config: C): C {
  const imports = Object.entries(config.imports).map(([name, target]) =>
    [name, target.startsWith("./_std/") ? `jsr:${name}@^1` : target] as const
  );
  return {
    ...config,
    imports: Object.fromEntries(imports),
    publish: { ...config.publish, include: config.publish.include.filter((path) => path !== "_std/") },
  };
}

if (import.meta.main) {
  console.log(JSON.stringify(releaseConfig(JSON.parse(Deno.readTextFileSync("deno.json"))), null, 2));
}
