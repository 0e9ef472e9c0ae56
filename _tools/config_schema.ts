import { CONFIG_SHAPE } from "../core/cli/config/config_shape.ts";

/** The JSON Schema of `.diffai.yaml`: the shape that the file is checked against, for editors. */
export function configSchema(): string {
  const published = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://jsr.io/@diffai/cli/docs/schema/config-1.json",
    title: "diffai configuration, version 1",
    ...CONFIG_SHAPE,
  };
  return `${JSON.stringify(published, null, 2)}\n`;
}
