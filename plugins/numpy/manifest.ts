import type { PluginManifest } from "../../core/plugin.ts";

/** NumPy's formats for one array and for a zip archive of arrays. */
export const manifest: PluginManifest = {
  apiVersion: 1,
  id: "numpy",
  title: "NumPy",
  extensions: [".npy", ".npz"],
  signatures: [
    { offset: 0, bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] },
    // A zip archive with members, and one without.
    { offset: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
    { offset: 0, bytes: [0x50, 0x4b, 0x05, 0x06] },
  ],
};
