import { assertEquals } from "@std/assert";
import { moduleSizes } from "../../../../core/report/size/module_sizes.ts";

function modules(sizes: Readonly<Record<string, number>>, state: readonly string[] = []): unknown[] {
  const tensors = Object.entries(sizes).map(([name, bytes]) => ({
    parts: name.split("."),
    old: bytes,
    new: bytes,
    isState: state.includes(name),
  }));
  return moduleSizes(tensors).map(({ name, old }) => [name, old]);
}

Deno.test("moduleSizes() takes apart what holds most, through several levels", () => {
  const sizes = { "m.encoder.embed.weight": 30, "m.encoder.layer.0.w": 40, "m.encoder.layer.1.w": 40, "m.bias": 5 };
  assertEquals(modules(sizes), [["m.encoder.layer", 80], ["m.encoder.embed", 30], ["m.bias", 5]]);
});

Deno.test("moduleSizes() keeps numbered blocks together, and modules that share the bytes", () => {
  assertEquals(modules({ "layers.0.a.weight": 9, "layers.1.a.weight": 9, "fc.weight": 1 }), [["layers", 18], [
    "fc",
    1,
  ]]);
  assertEquals(modules({ "a.x.weight": 5, "a.y.weight": 5, "b.x.weight": 10 }), [["a", 10], ["b", 10]]);
});

Deno.test("moduleSizes() does not take training state apart, nor weigh the model against it", () => {
  const sizes = { "net.a.weight": 10, "net.b.weight": 1, "optimizer.state.exp_avg": 100 };
  assertEquals(modules(sizes, ["optimizer.state.exp_avg"]), [["optimizer", 100], ["net.a", 10], ["net.b", 1]]);
});

Deno.test("moduleSizes() names a tensor that belongs to no module by its own name", () => {
  assertEquals(modules({ weight: 10, bias: 1 }), [["weight", 10], ["bias", 1]]);
  assertEquals(modules({ "": 10 }), [["", 10]]);
});
