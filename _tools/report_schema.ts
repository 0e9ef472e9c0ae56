import { createGenerator } from "ts-json-schema-generator";

/**
 * The JSON Schema of the report, from the types in `core/model/report.ts`: the
 * one place where the report's shape is written down. Numbers that JSON has no
 * spelling for are strings there (see `core/render/encode_report.ts`), so the
 * types `Figure` and `Real` get their JSON form here.
 */
export function reportSchema(): string {
  const tsconfig = new URL("./report_schema.tsconfig.json", import.meta.url).pathname;
  const path = new URL("../core/model/report.ts", import.meta.url).pathname;
  const schema = createGenerator({ path, type: "Report", tsconfig, skipTypeCheck: true, additionalProperties: true })
    .createSchema("Report");
  const definitions = { ...schema.definitions, Real: REAL, Figure: FIGURE };
  const published = {
    $schema: schema.$schema,
    $id: "https://jsr.io/@diffai/cli/docs/schema/report-1.json",
    title: "diffai report, version 1",
    $ref: schema.$ref,
    definitions: Object.fromEntries(Object.entries(definitions).toSorted(([a], [b]) => a < b ? -1 : 1)),
  };
  return `${JSON.stringify(published, null, 2)}\n`;
}

const NOT_FINITE = { type: "string", enum: ["NaN", "Infinity", "-Infinity"] } as const;

const REAL = {
  description: "A float64; what JSON cannot spell is a string.",
  anyOf: [{ type: "number" }, NOT_FINITE],
} as const;

const FIGURE = {
  description: "A number; an integer beyond 2^53, NaN, an infinity or a complex number is a string.",
  type: ["number", "string"],
} as const;
