/// <reference lib="deno.unstable" />
import { repositoryPath } from "./repository_path.ts";
import { zoneOf } from "./zones.ts";

const LONGEST_FILE = 250;
const LONGEST_FUNCTION = 60;

/** No file is longer than 250 lines. */
export const fileLength: Deno.lint.Rule = {
  create(context) {
    if (!zoneOf(repositoryPath(context.filename) ?? "")?.bounded) return {};
    return {
      Program(node) {
        const lines = lineCount(context.sourceCode.text.trimEnd());
        if (lines <= LONGEST_FILE) return;
        context.report({ node, message: `the file has ${lines} lines, more than ${LONGEST_FILE}` });
      },
    };
  },
};

/** No function is longer than 60 lines. */
export const functionLength: Deno.lint.Rule = {
  create(context) {
    if (!zoneOf(repositoryPath(context.filename) ?? "")?.bounded) return {};
    const check = (node: Deno.lint.Node) => {
      const lines = lineCount(context.sourceCode.getText(node));
      if (lines <= LONGEST_FUNCTION) return;
      context.report({ node, message: `the function has ${lines} lines, more than ${LONGEST_FUNCTION}` });
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};

function lineCount(text: string): number {
  return text.split("\n").length;
}
