import type { Progress } from "../model/progress.ts";
import { textWidth } from "../render/text/text_width.ts";
import { progressText } from "./progress_text.ts";
import type { Terminal } from "./terminal.ts";
import { TransferRate } from "./transfer_rate.ts";

/** From the work's begin to the first line, in milliseconds. */
const FIRST = 1000;

/** Between two lines, in milliseconds. */
const BETWEEN = { terminal: 150, log: 10_000 } as const;

/** Columns of a line that goes to no terminal. */
const LOG_COLUMNS = 120;

/** Where progress is told. */
export type ProgressTerminal = Pick<Terminal, "errorIsTerminal" | "errorColumns" | "showStatus" | "warn">;

/** Tells how far work is: in one line of a terminal that is written anew, elsewhere in a line now and then. */
export class ProgressLine {
  readonly #terminal: ProgressTerminal;
  readonly #clock: () => number;
  readonly #rate: TransferRate = new TransferRate();
  #due: number;

  /** `clock` gives milliseconds; it gave `begun` when work began. */
  constructor(terminal: ProgressTerminal, begun: number, clock: () => number) {
    this.#terminal = terminal;
    this.#clock = clock;
    this.#due = begun + FIRST;
  }

  /** Takes in how far it is, and shows it if that is due. */
  show(progress: Progress): void {
    const time = this.#clock();
    this.#rate.add({ time, doneBytes: progress.doneBytes });
    if (time < this.#due) return;
    this.#due = time + BETWEEN[this.#terminal.errorIsTerminal ? "terminal" : "log"];
    if (this.#terminal.errorIsTerminal) this.#draw(progress);
    else this.#log(progress);
  }

  #draw(progress: Progress): void {
    // In the last column, some terminals go on to the next line.
    const text = progressText(progress, this.#rate.bytesPerSecond, this.#terminal.errorColumns() - 1);
    this.#terminal.showStatus(text, textWidth(text));
  }

  #log(progress: Progress): void {
    try {
      this.#terminal.warn(progressText(progress, this.#rate.bytesPerSecond, LOG_COLUMNS));
    } catch {
      // It is no part of the report, and must not become a problem of the tensor that is read.
    }
  }
}
