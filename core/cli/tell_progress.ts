import type { ObserveProgress } from "../model/progress.ts";
import type { WatchOptions } from "../source/watch.ts";
import type { CommandOptions } from "./options.ts";
import type { ProgressLine, ProgressTerminal } from "./progress_line.ts";

/** Work that is over by then, in milliseconds, needs no line: what draws it is imported only then. */
const IMPORT_AFTER = 800;

/** The option that has progress told, if it is to be. */
export function progressOf(
  { progress }: Pick<CommandOptions, "progress">,
  terminal: ProgressTerminal,
): Pick<WatchOptions, "progress"> {
  return progress ? { progress: tellProgress(terminal) } : {};
}

/** An observer that shows progress on a terminal once work takes long. */
export function tellProgress(
  terminal: ProgressTerminal,
  clock: () => number = () => performance.now(),
): ObserveProgress {
  const begun = clock();
  let line: ProgressLine | undefined, isAsked = false;
  return (progress) => {
    if (line) return line.show(progress);
    if (isAsked || clock() - begun < IMPORT_AFTER) return;
    isAsked = true;
    import("./progress_line.ts").then(({ ProgressLine }) => line = new ProgressLine(terminal, begun, clock));
  };
}
