import { summarizeTensors } from "../../core/model/summarize_tensors.ts";
import type { Artefact, Summary } from "../../core/plugin.ts";

/** The container's layout, then the tensors: elements by type, those that several names share counted once. */
export function summarizeTorch({ root, container = {} }: Artefact): Summary {
  const layout = Object.entries(container).filter(([name]) => name !== NAME_OF_FILE).map(([label, value]) => ({
    label: label.replaceAll("_", " "),
    value: String(value),
  }));
  return { facts: [...layout, ...summarizeTensors(root)] };
}

/** The archive's folder is called as the file was when it was saved: no fact of the model, and noise in a text diff. */
const NAME_OF_FILE = "root";
