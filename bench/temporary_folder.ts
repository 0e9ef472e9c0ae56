/** A folder that is deleted when its scope is left, however that happens. */
export interface TemporaryFolder extends Disposable {
  /** A path in it. */
  path(name: string): string;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const satisfies readonly Deno.Signal[];

/**
 * Makes a folder for inputs in `dist/`, which is not under version control. An
 * interrupt calls `stop`, deletes the folder and ends this process.
 */
export function makeTemporaryFolder(stop: () => void): TemporaryFolder {
  const parent = new URL("../dist/", import.meta.url);
  Deno.mkdirSync(parent, { recursive: true });
  const folder = Deno.makeTempDirSync({ dir: Deno.realPathSync(parent), prefix: "bench_" });
  const interrupt = () => {
    stop();
    Deno.removeSync(folder, { recursive: true });
    Deno.exit(130);
  };
  for (const signal of SIGNALS) Deno.addSignalListener(signal, interrupt);
  return {
    path: (name) => `${folder}/${name}`,
    [Symbol.dispose]() {
      for (const signal of SIGNALS) Deno.removeSignalListener(signal, interrupt);
      Deno.removeSync(folder, { recursive: true });
    },
  };
}
