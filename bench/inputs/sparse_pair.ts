import { safetensorsHead, tensorBytes, type TensorLayout, writeAll } from "./safetensors_writer.ts";

/** Writes two files of zeros that take no room on the disk. */
export function writeSparsePair(oldPath: string, newPath: string, layout: TensorLayout): void {
  const head = safetensorsHead(layout);
  for (const path of [oldPath, newPath]) {
    using file = Deno.openSync(path, { write: true, createNew: true });
    writeAll(file, head);
    file.truncateSync(head.length + layout.tensors * tensorBytes(layout));
  }
}
