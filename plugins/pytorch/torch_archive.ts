import type { ZipDirectory } from "../../core/source/zip_directory.ts";
import type { OpenFile } from "./open_file.ts";

/** An archive as torch writes it: every record lies under one root name. */
export interface TorchArchive extends OpenFile {
  readonly root: string;
  readonly directory: ZipDirectory;
  readonly bigEndian: boolean;
}
