import type { ObserveProgress } from "../model/progress.ts";
import { type TensorNode, tensorWith } from "../model/tensor.ts";
import { WorkTally } from "../model/work_tally.ts";
import type { ByteSource } from "./byte_source.ts";
import { type ByteCounter, countData } from "./counted_data.ts";
import { nextTurn } from "./event_turn.ts";
import type { OpenInput } from "./open_input.ts";
import { createWindow } from "./window.ts";

/** Who looks on while a comparison runs. */
export interface WatchOptions {
  /** Is told how far it is. */
  readonly progress?: ObserveProgress;
  /** Stops it between two blocks, with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Time between two pulses, in milliseconds. */
const PULSE = 50;

/**
 * Keeps an eye on a comparison from where its bytes are read: counts them, and
 * some twenty times a second tells the observer, lets the event loop turn, so
 * that a signal can be given at all, and obeys it.
 */
export class Watch implements ByteCounter {
  /** How far the work is. */
  readonly tally: WorkTally = new WorkTally();
  readonly #options: WatchOptions;
  readonly #clock: () => number;
  #pulsed: number;
  #countsReads = true;

  /** `clock` gives milliseconds. */
  constructor(options: WatchOptions, clock: () => number = () => performance.now()) {
    this.#options = options;
    this.#clock = clock;
    this.#pulsed = clock();
  }

  /** The next item is a file of which so many bytes are read as they are: what watched inputs read counts. */
  beginReading(name: string, bytes: number): void {
    this.#countsReads = true;
    this.tally.expect(bytes);
    this.tally.begin(name, bytes);
  }

  /** The next item is a tensor, or a pair of them: bytes of watched tensors count, as many as they are once unpacked. */
  beginTensor(path: string, bytes: number): void {
    this.#countsReads = false;
    this.tally.begin(path, bytes);
  }

  /**
   * So many bytes of the item are done. Gives a promise if the event loop turns.
   *
   * @throws the signal's reason if it was given.
   */
  advance(bytes: number): void | Promise<void> {
    this.tally.add(bytes);
    return this.#pulse();
  }

  /** So many bytes of the item are done, and something else has the pulse. */
  count(bytes: number): void {
    this.tally.add(bytes);
  }

  /** Ends the work: the observer is told once more. */
  finish(): void {
    this.tally.finish();
    this.#options.progress?.(this.tally.progress);
  }

  /** Throws the signal's reason if it was given, whatever error that led to on its way. */
  throwIfAborted(): void {
    this.#options.signal?.throwIfAborted();
  }

  /** The input, watched: every read of it and of its neighbours. Whoever opened it closes it. */
  input(input: OpenInput): OpenInput {
    return {
      path: input.path,
      source: this.#source(input.source),
      sibling: async (name) => this.#source(await input.sibling(name)),
    };
  }

  /** The tensor, watched. */
  tensor(tensor: TensorNode): TensorNode {
    return tensor.data === null ? tensor : tensorWith(tensor, { data: countData(tensor.data, this) });
  }

  #source(source: ByteSource): ByteSource {
    const watched: ByteSource = {
      name: source.name,
      size: source.size,
      ...(source.filePath === undefined ? {} : { filePath: source.filePath }),
      read: (offset, into) => {
        const pending = this.advance(this.#countsReads ? into.length : 0);
        return pending ? pending.then(() => source.read(offset, into)) : source.read(offset, into);
      },
      window: (offset, length, name) => createWindow(watched, offset, length, name),
      [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
    };
    return watched;
  }

  #pulse(): void | Promise<void> {
    this.throwIfAborted();
    const now = this.#clock();
    if (now - this.#pulsed < PULSE) return;
    this.#pulsed = now;
    this.#options.progress?.(this.tally.progress);
    return this.#turn();
  }

  async #turn(): Promise<void> {
    await nextTurn();
    this.throwIfAborted();
  }
}
