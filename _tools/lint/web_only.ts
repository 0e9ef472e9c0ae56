/// <reference lib="deno.unstable" />
import { repositoryPath } from "./repository_path.ts";
import { zoneOf } from "./zones.ts";

/** Only the zones that touch the operating system use `Deno`; the rest is to run in a browser as well. */
export const webOnly: Deno.lint.Rule = {
  create(context) {
    const zone = zoneOf(repositoryPath(context.filename) ?? "");
    if (!zone || zone.native) return {};
    return {
      MemberExpression(node) {
        if (node.object.type !== "Identifier" || node.object.name !== "Deno") return;
        context.report({ node, message: `the zone "${zone.name}" uses web standards only, not Deno` });
      },
    };
  },
};
