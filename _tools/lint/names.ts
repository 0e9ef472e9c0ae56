/// <reference lib="deno.unstable" />
import { repositoryPath } from "./repository_path.ts";

const FILE_NAME = /^[a-z0-9_]+(\.d)?\.ts$/;
const EMPTY_NAME = /(^|_)(utils?|helpers?|common|misc)(_|\.)/;

/** Files where a default export is the interface: format plugins and the lint plugins. */
const DEFAULT_EXPORTS =
  /^(plugins\/[a-z]+\/plugin|examples\/plugins\/[a-z0-9_]+|_tools\/(check_layers|lint\/plugin))\.ts$|^_std\//;

/** Files have snake_case names that say what is in them. */
export const fileName: Deno.lint.Rule = {
  create(context) {
    const name = repositoryPath(context.filename)?.split("/").at(-1);
    return {
      Program(node) {
        if (name === undefined || (FILE_NAME.test(name) && !EMPTY_NAME.test(name))) return;
        context.report({ node, message: `"${name}" is not a snake_case name that says what is in the file` });
      },
    };
  },
};

/** Only plugins have a default export. */
export const defaultExport: Deno.lint.Rule = {
  create(context) {
    if (DEFAULT_EXPORTS.test(repositoryPath(context.filename) ?? "")) return {};
    return {
      ExportDefaultDeclaration: (node) => context.report({ node, message: "only plugins have a default export" }),
    };
  },
};
