/** Workers that compare segments beside the thread that started them. Close it with `using`. */
export class Crew implements Disposable {
  readonly workers: readonly Worker[];

  /** Starts so many. They take a while until they are up: they may be hired while files are still being read. */
  constructor(workers: number) {
    // In the bundle of `deno task bundle`, scripts lie side by side.
    const name = import.meta.url.endsWith(".ts") ? "./segment_worker.ts" : "./segment_worker.js";
    const script = new URL(name, import.meta.url);
    this.workers = Array.from({ length: workers }, () => new Worker(script, { type: "module" }));
  }

  [Symbol.dispose](): void {
    for (const worker of this.workers) worker.terminate();
  }
}
