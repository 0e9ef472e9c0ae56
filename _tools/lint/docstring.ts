/// <reference lib="deno.unstable" />
import { repositoryPath } from "./repository_path.ts";
import { zoneOf } from "./zones.ts";

/** Every export has a docstring. */
export const docstring: Deno.lint.Rule = {
  create(context) {
    if (!zoneOf(repositoryPath(context.filename) ?? "")?.bounded) return {};
    return {
      ExportNamedDeclaration(node) {
        if (!node.declaration) return;
        const last = context.sourceCode.getCommentsBefore(node).at(-1);
        if (last?.type === "Block" && last.value.startsWith("*")) return;
        context.report({ node, message: "an export without a docstring" });
      },
    };
  },
};
