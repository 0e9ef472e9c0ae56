import { PluginError } from "../model/errors.ts";
import type { Limits } from "../model/limits.ts";
import { quote } from "../model/escape.ts";
import { childrenOf, type TreeNode } from "../model/tree.ts";
import { dottedName } from "../model/tree_path.ts";
import type { Artefact } from "../plugin.ts";
import { type Checks, nodeProblem } from "./node_problem.ts";

/**
 * Checks that what a plugin returned is an artefact: a user's plugin may be
 * plain JavaScript, which no compiler checked. Shared nodes are looked at once.
 *
 * @throws {PluginError} that names the first node that is wrong.
 */
export function checkArtefact(artefact: unknown, plugin: string, limits: Limits): void {
  const fail = (reason: string): never => {
    throw new PluginError(plugin, `load() gave ${reason}`);
  };
  if (!isRecord(artefact)) fail("no artefact");
  const { root, metadata, imports, container } = artefact as Record<keyof Artefact, unknown>;
  checkTree(root, "root", limits, fail);
  if (metadata !== undefined) {
    checkTree(metadata, "metadata", limits, fail);
    if ((metadata as TreeNode).kind !== "map") fail('"metadata" that is not a map');
  }
  if (imports !== undefined && !(Array.isArray(imports) && imports.every((name) => typeof name === "string"))) {
    fail('"imports" that are not a list of names');
  }
  if (container !== undefined && !(isRecord(container) && Object.values(container).every(isFact))) {
    fail('"container" with a value that is not text, a number or a boolean');
  }
}

function checkTree(root: unknown, title: string, checks: Checks, fail: (reason: string) => never): void {
  const seen = new Set<unknown>();
  const open: { keys: readonly string[]; node: unknown }[] = [{ keys: [], node: root }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { keys, node } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    const problem = nodeProblem(node, checks);
    if (problem !== undefined) fail(`a wrong node at ${quote(dottedName([title, ...keys]))}: ${problem}`);
    for (const [key, child] of childrenOf(node as TreeNode)) open.push({ keys: [...keys, key], node: child });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFact(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
