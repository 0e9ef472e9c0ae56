import { assert, assertEquals, assertThrows } from "@std/assert";
import { createKernelIfSupported } from "../../../../core/measure/kernel/kernel.ts";

Deno.test("createKernelIfSupported() gives none where the engine does not know its instructions", () => {
  const { Module } = WebAssembly;
  const refuseWith = (error: Error) => {
    WebAssembly.Module = class {
      constructor() {
        throw error;
      }
    } as unknown as typeof Module;
  };
  try {
    refuseWith(new WebAssembly.CompileError("invalid numeric opcode"));
    assertEquals(createKernelIfSupported(), null);
    refuseWith(new RangeError("out of memory"));
    assertThrows(createKernelIfSupported, RangeError);
  } finally {
    WebAssembly.Module = Module;
  }
  assert(createKernelIfSupported() !== null);
});
