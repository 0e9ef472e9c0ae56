import { REGISTRY } from "../plugins/registry.ts";
import { markdownTable } from "./markdown_table.ts";

/** The page on formats, from the plugins' manifests. */
export function formatsPage(): string {
  const rows = REGISTRY.map(({ manifest: { id, title, extensions } }) => [
    title,
    `\`${id}\``,
    extensions.map((extension) => `\`${extension}\``).join(" "),
  ]);
  return `# Formats

A file's format is told from its bytes first; its name only helps where bytes fit more than one format. A file that no
format fits is compared byte by byte, unless its name promises a format: then it is an error that says what it is
instead.

${markdownTable(["format", "id", "names that end in"], rows)}
A plugin in a file of its own reads another format: \`diffai --plugin FILE OLD NEW\`. \`examples/plugins/idx.ts\` is one.
`;
}
