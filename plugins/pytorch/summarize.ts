import { summarizeTensors } from "../../core/model/summarize_tensors.ts";
import type { Artefact, Summary } from "../../core/plugin.ts";

/** The container's layout, then the tensors: elements by type, those that several names share counted once. */
export function summarizeTorch({ root, container = {} }: Artefact): Summary {
  const layout = Object.entries(container).map(([label, value]) => ({
    label: label.replaceAll("_", " "),
    value: String(value),
  }));
  return { facts: [...layout, ...summarizeTensors(root)] };
}
