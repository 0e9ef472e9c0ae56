import type { Report } from "../model/report.ts";
import type { RenderOptions } from "./render_options.ts";
import { selectReport } from "./select_report.ts";

/** Turns a report into text, in pieces that follow one another; nothing else. */
export type Renderer = (report: Report, options: RenderOptions) => Iterable<string> | Promise<Iterable<string>>;

/** A value of `--format`. */
export type OutputFormat = "text" | "json" | "yaml";

/** The output formats. Each is imported only when it is asked for. */
export const RENDERERS = {
  text: async (): Promise<Renderer> => (await import("./text/render_text.ts")).renderText,
  json: async (): Promise<Renderer> => (await import("./render_json.ts")).renderJson,
  yaml: async (): Promise<Renderer> => (await import("./render_yaml.ts")).renderYaml,
} as const satisfies Record<OutputFormat, () => Promise<Renderer>>;

/** Renders a report in a format, in pieces that follow one another: a long report is longer than a text can be. */
export async function renderPieces(
  report: Report,
  format: OutputFormat,
  options: RenderOptions,
): Promise<Iterable<string>> {
  const render: Renderer = await RENDERERS[format]();
  return await render(selectReport(report, options), options);
}

/**
 * Renders a report in a format, as one text.
 *
 * @throws {RangeError} if it is longer than a text can be, about 500 million characters: see `renderPieces`.
 */
export async function renderReport(report: Report, format: OutputFormat, options: RenderOptions): Promise<string> {
  return [...await renderPieces(report, format, options)].join("");
}
