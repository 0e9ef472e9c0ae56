import { quote } from "../../core/model/escape.ts";
import type { TorchArchive } from "./torch_archive.ts";

/**
 * Members that torch itself writes: pickles, storages, code, files that the
 * user added, and what is no part of the model: hints for loaders, inputs that
 * a model was traced with.
 */
const OWN = {
  zip: /^(data\.pkl|version|byteorder|\.format_version|\.storage_alignment|\.data\/.*|data\/.*)$/,
  torchscript:
    /^(data\.pkl|constants\.pkl|version|byteorder|\.format_version|\.storage_alignment|traced_inputs\.pkl|(\.data|data|constants|code|extra|traced_inputs)\/.*)$/,
} as const;

const NAMES_SHOWN = 3;

/** Tells of members that are neither read nor compared; folders hold nothing and need no word. */
export function noteOtherMembers({ directory, root, context }: TorchArchive, layout: keyof typeof OWN): void {
  const isOwn = (name: string) => name.startsWith(root) && OWN[layout].test(name.slice(root.length));
  const others = directory.names().filter((name) => !isOwn(name) && !name.endsWith("/")).toArray();
  if (others.length === 0) return;
  const names = others.slice(0, NAMES_SHOWN).map(quote).join(", ");
  const more = others.length > NAMES_SHOWN ? ` and ${others.length - NAMES_SHOWN} more` : "";
  context.note(`members that torch does not read are left out: ${names}${more}`);
}
