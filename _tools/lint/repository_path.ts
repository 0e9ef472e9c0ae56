const ROOT = new URL("../../", import.meta.url);

/** A file's path from the repository's root, with `/`; `undefined` if it lies elsewhere. */
export function repositoryPath(file: string | URL): string | undefined {
  const { href } = typeof file === "string" ? new URL(`file://${file.replaceAll("\\", "/")}`) : file;
  return href.startsWith(ROOT.href) ? decodeURIComponent(href.slice(ROOT.href.length)) : undefined;
}

/** The file that an import in `file` means, as `repositoryPath` gives it; `undefined` for a package. */
export function importedPath(specifier: string, file: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return repositoryPath(new URL(specifier, new URL(`file://${file.replaceAll("\\", "/")}`)));
}
