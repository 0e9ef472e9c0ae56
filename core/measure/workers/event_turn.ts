/**
 * Lets the event loop turn once, so that messages of workers are taken in: a
 * promise alone does not, and a timer waits for milliseconds. Close it with `using`.
 */
export class EventTurn implements Disposable {
  readonly #channel = new MessageChannel();
  #resolve: () => void = () => {};

  constructor() {
    this.#channel.port1.onmessage = () => this.#resolve();
  }

  /** Resolves in the next turn. One caller at a time. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#channel.port2.postMessage(null);
    });
  }

  [Symbol.dispose](): void {
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}
