import type { PluginManifest } from "../../core/plugin.ts";

/** PyTorch checkpoints, TorchScript archives and plain pickles. */
export const manifest: PluginManifest = {
  apiVersion: 1,
  id: "pytorch",
  title: "PyTorch",
  extensions: [".pth", ".pt", ".bin", ".ckpt", ".pkl", ".pickle", ".bin.index.json"],
  sharedExtensions: [".bin"],
  signatures: [
    { offset: 0, bytes: [0x50, 0x4b, 0x03, 0x04] }, // zip
    { offset: 0, bytes: [0x80, 0x01] }, // a pickle that states its protocol
    { offset: 0, bytes: [0x80, 0x02] },
    { offset: 0, bytes: [0x80, 0x03] },
    { offset: 0, bytes: [0x80, 0x04] },
    { offset: 0, bytes: [0x80, 0x05] },
    { offset: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] }, // tar
  ],
};
