/// <reference lib="deno.unstable" />
/**
 * The structure's rules as a plugin of `deno lint`: which part of the
 * repository may import from which (`lint/zones.ts`), and that everything but
 * its outer rim uses web standards only.
 *
 * @module
 */
import { layers } from "./lint/layers.ts";
import { webOnly } from "./lint/web_only.ts";

const plugin: Deno.lint.Plugin = {
  name: "layers",
  rules: { imports: layers, "web-only": webOnly },
};

export default plugin;
