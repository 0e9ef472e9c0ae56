/** What a script for bash writes to standard output. */
export async function shell(script: string, folder: string = Deno.cwd()): Promise<string> {
  const { stdout } = await new Deno.Command("bash", { args: ["-c", script], cwd: folder }).output();
  return new TextDecoder().decode(stdout);
}

/** A new folder, filled by a script for bash that runs in it. Removed by `await using`. */
export async function makeFolder(script: string): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = (await shell("mktemp -d")).trim();
  await shell(script, path);
  return { path, [Symbol.asyncDispose]: async () => void await shell(`chmod -R u+w "${path}"; rm -r "${path}"`) };
}
