import { REGISTRY } from "../../plugins/registry.ts";
import type { PluginEntry } from "../plugin.ts";
import type { CommandOptions } from "./options.ts";

/**
 * The plugins that `--plugin` names, then the built-in ones.
 *
 * @throws {PluginError} if one cannot be loaded.
 */
export async function pluginsInUse({ plugins }: CommandOptions): Promise<readonly PluginEntry[]> {
  if (plugins.length === 0) return REGISTRY;
  const { addUserPlugins } = await import("../resolve/user_plugin.ts");
  return await addUserPlugins(plugins, REGISTRY);
}
