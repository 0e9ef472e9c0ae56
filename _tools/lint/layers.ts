/// <reference lib="deno.unstable" />
import { importedPath, repositoryPath } from "./repository_path.ts";
import { type Zone, zoneOf } from "./zones.ts";

/** A zone imports only from the zones that `ZONES` allows it. */
export const layers: Deno.lint.Rule = {
  create(context) {
    const path = repositoryPath(context.filename);
    const zone = path === undefined ? undefined : zoneOf(path);
    if (path !== undefined && !zone) {
      return {
        Program: (node) => context.report({ node, message: `${path} lies in no zone; see _tools/lint/zones.ts` }),
      };
    }
    if (!zone) return {};
    const check = (node: Deno.lint.Node, specifier: unknown, typesOnly: boolean) => {
      const message = importFault(zone, String(specifier), context.filename, typesOnly);
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source.value, importsTypesOnly(node)),
      ExportAllDeclaration: (node) => check(node, node.source.value, node.exportKind === "type"),
      ExportNamedDeclaration: (node) => {
        if (node.source) check(node, node.source.value, node.exportKind === "type");
      },
      ImportExpression: (node) => {
        if (node.source.type === "Literal") check(node, node.source.value, false);
      },
    };
  },
};

function importsTypesOnly(node: Deno.lint.ImportDeclaration): boolean {
  if (node.importKind === "type") return true;
  return node.specifiers.length > 0 &&
    node.specifiers.every((specifier) => specifier.type === "ImportSpecifier" && specifier.importKind === "type");
}

/** What is wrong with an import; `undefined` if nothing is. */
function importFault(zone: Zone, specifier: string, file: string, typesOnly: boolean): string | undefined {
  if (specifier.startsWith("node:")) {
    return zone.native ? undefined : `the zone "${zone.name}" uses web standards only, not "${specifier}"`;
  }
  const target = importedPath(specifier, file);
  const other = target === undefined ? undefined : zoneOf(target);
  if (!other || other.name === zone.name || zone.imports.includes("*") || zone.imports.includes(other.name)) {
    return undefined;
  }
  if (zone.types?.includes(other.name)) {
    return typesOnly ? undefined : `the zone "${zone.name}" may import only types from the zone "${other.name}"`;
  }
  return `the zone "${zone.name}" may not import from the zone "${other.name}"`;
}
