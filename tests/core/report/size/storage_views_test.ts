import { assertEquals } from "@std/assert";
import { StorageViews } from "../../../../core/report/size/storage_views.ts";

function hidden(...views: readonly (readonly [offset: number, span: number, shown?: number])[]): number | null {
  const storage = new StorageViews({ size: 100 });
  for (const [offset, span, shown = span] of views) storage.add({ offset, span, shown });
  return storage.hiddenBytes();
}

Deno.test("StorageViews counts what several views show once", () => {
  assertEquals(hidden([0, 40], [0, 40]), 60);
  assertEquals(hidden([50, 10], [0, 20], [15, 10], [16, 2]), 65);
  assertEquals(hidden([0, 100], [10, 5]), 0);
  assertEquals(hidden([10, 0]), 100);
});

Deno.test("StorageViews counts gaps of a view that stands alone or inside of others, and claims no others", () => {
  assertEquals(hidden([0, 90, 10]), 90);
  assertEquals(hidden([0, 90, 10], [0, 95]), 5);
  assertEquals(hidden([0, 90, 10], [0, 50]), null);
  assertEquals(hidden([0, 90, 10], [4, 90, 10]), null);
});
