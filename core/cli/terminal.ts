import { OutputError } from "../model/errors.ts";
import { escapeText } from "../model/escape.ts";
import type { TerminalFacts } from "./options.ts";

/** Standard output and standard error. */
export interface Terminal extends TerminalFacts {
  /** Writes a report to standard output: a text, or the pieces of one. */
  print(text: string | Iterable<string>): void;
  /** Writes one line to standard error, whatever the message holds. */
  warn(message: string): void;
  /** Columns of the terminal that standard error is. */
  errorColumns(): number;
  /**
   * Shows a text of one line, so many columns wide, on standard error in the
   * place of the one before. Whatever is written takes it away. If it cannot be
   * shown, it is not.
   */
  showStatus(text: string, columns: number): void;
}

/** Where output goes, as far as a terminal needs to know. */
export interface OutputStream {
  isTerminal(): boolean;
  /** The number of bytes that were taken. */
  writeSync(bytes: Uint8Array): number;
}

/**
 * The process's own terminal. A reader that went away ends writing quietly.
 *
 * @throws {OutputError} from `print` and `warn` if the output cannot be written.
 */
export function createTerminal(
  { stdout, stderr }: { readonly stdout: OutputStream; readonly stderr: OutputStream } = Deno,
  size: () => { readonly columns: number } = Deno.consoleSize,
): Terminal {
  const isTerminal = stdout.isTerminal();
  const status = new StatusLine(stderr);
  return {
    isTerminal,
    errorIsTerminal: stderr.isTerminal(),
    noColor: Deno.noColor,
    ...(isTerminal ? widthOf(size()) : {}),
    print(text) {
      for (const part of typeof text === "string" ? [text] : gathered(text)) {
        status.show("", 0);
        writeAll(stdout, part);
      }
    },
    warn(message) {
      status.show("", 0);
      writeAll(stderr, `diffai: ${escapeText(message)}\n`);
    },
    errorColumns: () => widthOf(size()).width ?? DEFAULT_COLUMNS,
    showStatus: (text, columns) => status.show(text, columns),
  };
}

const DEFAULT_COLUMNS = 80;

// A terminal that nobody told its size, as in a container, has 0 columns.
function widthOf({ columns }: { readonly columns: number }): { width?: number } {
  return columns > 0 ? { width: columns } : {};
}

/** Small pieces as a few large ones: a system call for each would take longer than making them. */
function* gathered(pieces: Iterable<string>): Generator<string> {
  let open: string[] = [], length = 0;
  for (const piece of pieces) {
    open.push(piece);
    length += piece.length;
    if (length < WRITE_CHARACTERS) continue;
    yield open.join("");
    open = [];
    length = 0;
  }
  yield open.join("");
}

const WRITE_CHARACTERS = 64 * 1024;

/** Writes all of it, however slowly it is taken. */
function writeAll(stream: OutputStream, text: string): void {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let written = 0; written < bytes.length;) written += writeSome(stream, bytes.subarray(written));
  } catch (cause) {
    if (cause instanceof Deno.errors.BrokenPipe) return;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new OutputError(`Cannot write the output: ${reason}`, { cause });
  }
}

// Whoever started diffai may have made the pipe non-blocking (Node does): when it is full, nothing is taken.
function writeSome(stream: OutputStream, bytes: Uint8Array): number {
  try {
    return stream.writeSync(bytes);
  } catch (error) {
    if (!(error instanceof Deno.errors.WouldBlock)) throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MILLISECONDS);
    return 0;
  }
}

const RETRY_MILLISECONDS = 5;

/**
 * A line that is written over and over. It is done with carriage returns and
 * blanks alone, which notebooks know as well. No signal is caught for its sake:
 * a process that is interrupted ends at once, as if it had none.
 */
class StatusLine {
  readonly #stream: OutputStream;
  #columns = 0;

  constructor(stream: OutputStream) {
    this.#stream = stream;
  }

  /** Shows a text, or with an empty one takes away what was shown. */
  show(text: string, columns: number): void {
    if (columns === 0 && this.#columns === 0) return;
    const rest = " ".repeat(Math.max(0, this.#columns - columns));
    this.#columns = columns;
    try {
      writeAll(this.#stream, `\r${text}${rest}${columns === 0 ? "\r" : ""}`);
    } catch {
      // What it would have told is no part of the report.
    }
  }
}
