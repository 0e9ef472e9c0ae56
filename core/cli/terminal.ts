import { escapeText } from "../model/escape.ts";
import type { Terminal as TerminalFacts } from "./options.ts";

/** Standard output and standard error. */
export interface Terminal extends TerminalFacts {
  /** Writes a report to standard output. */
  print(text: string): void;
  /** Writes one line to standard error, whatever the message holds. */
  warn(message: string): void;
}

/** Where output goes, as far as a terminal needs to know. */
export interface OutputStream {
  isTerminal(): boolean;
  /** The number of bytes that were taken. */
  writeSync(bytes: Uint8Array): number;
}

/** The process's own terminal. A reader of standard output that went away ends writing quietly. */
export function createTerminal(
  { stdout, stderr }: { readonly stdout: OutputStream; readonly stderr: OutputStream } = Deno,
): Terminal {
  const isTerminal = stdout.isTerminal();
  return {
    isTerminal,
    noColor: Deno.noColor,
    ...(isTerminal ? { width: Deno.consoleSize().columns } : {}),
    print: (text) => writeAll(stdout, text),
    warn: (message) => writeAll(stderr, `diffai: ${escapeText(message)}\n`),
  };
}

function writeAll(stream: OutputStream, text: string): void {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let written = 0; written < bytes.length;) written += stream.writeSync(bytes.subarray(written));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
