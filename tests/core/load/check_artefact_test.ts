import { assertEquals, assertThrows } from "@std/assert";
import { checkArtefact } from "../../../core/load/check_artefact.ts";
import { dtype } from "../../../core/model/dtype.ts";
import { PluginError } from "../../../core/model/errors.ts";
import { DEFAULT_LIMITS } from "../../../core/model/limits.ts";
import { createMemorySource } from "../../../core/source/memory.ts";
import { plainData } from "../../../core/source/plain_data.ts";

const FLOAT = dtype("float32");
const DATA = plainData(createMemorySource("w", new Uint8Array(8)));
const TENSOR = { kind: "tensor", dtype: FLOAT, shape: [2], storageId: "w", data: DATA };
const QUANTIZATION = { scheme: "per_channel", scales: [1, 2], zeroPoints: [0, 0], axis: 0 };

function map(entries: Record<string, unknown>): unknown {
  return { kind: "map", entries: new Map(Object.entries(entries)) };
}

Deno.test("checkArtefact() lets every kind of node pass", () => {
  const scalar = { kind: "scalar", type: "int", value: 1n << 60n };
  const table = { kind: "table", columns: [{ name: "a" }], rowCount: null, rows: () => [] };
  const opaque = { kind: "opaque", typeName: "m.C", parts: new Map([["state", scalar]]) };
  const list = { kind: "list", items: [TENSOR, { ...TENSOR, data: null }, { ...TENSOR, quantization: QUANTIZATION }] };
  const root = map({ scalar, table, opaque, list });
  checkArtefact({ root, metadata: map({}), imports: ["a"], container: { order: "C" } }, "mine", DEFAULT_LIMITS);
});

Deno.test("checkArtefact() ends on a tree that contains itself", () => {
  const entries = new Map<string, unknown>();
  const root = { kind: "map", entries };
  entries.set("self", root);
  checkArtefact({ root }, "mine", DEFAULT_LIMITS);
});

const WRONG_NODES: readonly (readonly [unknown, string])[] = [
  [undefined, "it is not an object"],
  [{}, 'its kind is "undefined"'],
  [{ kind: "toString" }, 'its kind is "toString"'],
  [{ kind: "map", entries: {} }, '"entries" is not a Map'],
  [{ kind: "map", entries: new Map([[1, TENSOR]]) }, '"entries" has a key that is not a text'],
  [{ kind: "list", items: new Set() }, '"items" is not an array'],
  [{ kind: "opaque", parts: new Map() }, '"typeName" is not a text'],
  [{ kind: "scalar", type: "number", value: 1 }, 'its type is "number"'],
  [{ kind: "scalar", type: "int", value: 0.5 }, 'its value does not fit its type "int"'],
  [{ kind: "table", columns: ["a"], rowCount: 1, rows() {} }, '"columns" is not an array of columns with names'],
  [{ ...TENSOR, dtype: "float32" }, '"dtype" is not an element type; take it from context.dtype()'],
  [{ ...TENSOR, shape: [-1] }, "its shape has the dimension -1"],
  [{ ...TENSOR, shape: [undefined] }, "its shape has the dimension undefined"],
  [{ ...TENSOR, shape: Array(65).fill(1) }, "its shape has 65 dimensions, more than 64"],
  [{ ...TENSOR, shape: [2 ** 40, 2 ** 40] }, "its shape [1099511627776, 1099511627776] has too many elements"],
  [{ ...TENSOR, shape: [3] }, 'it takes 12 bytes, but "data.plain" has 8'],
  [{ ...TENSOR, storageId: 1 }, '"storageId" is not a text'],
  [
    { ...TENSOR, storage: { key: "w", isStored: true, size: 8, offset: 0, span: -1, shown: 8 } },
    '"storage" has not a text "key", "isStored", and "size", "offset", "span", "shown" in bytes',
  ],
  [{ ...TENSOR, data: {} }, '"data.blocks" is not a function'],
  [{ ...TENSOR, quantization: { ...QUANTIZATION, axis: 1 } }, '"quantization" has not a known number of scales and'],
];

Deno.test("checkArtefact() names the plugin, the place and the fault of a wrong node", () => {
  for (const [node, fault] of WRONG_NODES) {
    const root = map({ layer: { kind: "list", items: [node] } });
    const error = assertThrows(() => checkArtefact({ root }, "mine", DEFAULT_LIMITS), PluginError, fault);
    assertEquals(error.message.startsWith('Plugin "mine": load() gave a wrong node at "root.layer.0": '), true);
  }
});

Deno.test("checkArtefact() refuses what is no artefact", () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [undefined, "load() gave no artefact"],
    [{ root: TENSOR, metadata: TENSOR }, '"metadata" that is not a map'],
    [{ root: TENSOR, imports: [1] }, '"imports" that are not a list of names'],
    [{ root: TENSOR, container: { a: null } }, '"container" with a value'],
  ];
  for (const [artefact, fault] of cases) {
    assertThrows(() => checkArtefact(artefact, "mine", DEFAULT_LIMITS), PluginError, fault);
  }
});
