import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { FormatError, LimitError } from "../../../core/model/errors.ts";
import type { Limits } from "../../../core/model/limits.ts";
import type { TableNode } from "../../../core/model/table.ts";
import plugin from "../../../plugins/csv/plugin.ts";
import { detectText, fixturesOf, loadFixture, loadText } from "../load_text.ts";

interface Table {
  readonly names: string[];
  readonly rows: string[][];
  readonly notes: string[];
  readonly container: Readonly<Record<string, unknown>>;
}

async function readTable(loaded: Awaited<ReturnType<typeof loadText>>): Promise<Table> {
  const { columns, rows } = loaded.root as TableNode;
  return {
    names: columns.map(({ name }) => name),
    rows: (await Array.fromAsync(rows())).flat() as string[][],
    notes: loaded.notes,
    container: loaded.container!,
  };
}

async function read(text: string, name = "a.csv", limits: Partial<Limits> = {}): Promise<Table> {
  return await readTable(await loadText(plugin, name, text, limits));
}

interface CsvFacts {
  readonly columns: string[];
  readonly rows: number;
  readonly cells: string[][];
  readonly dialect: {
    readonly delimiter: string;
    readonly header: boolean;
    readonly bom: boolean;
    readonly line_ending: string | null;
    readonly final_newline: boolean;
  };
}

const NAMES: Readonly<Record<string, string>> = {
  ",": "comma",
  "\t": "tab",
  ";": "semicolon",
  "|": "pipe",
  "\n": "LF",
  "\r\n": "CRLF",
  "\r": "CR",
  null: "none",
};

for (const { name, path, facts } of fixturesOf("csv")) {
  Deno.test(`load() reads ${name} as Python does`, async () => {
    const { columns, rows: count, cells, dialect } = facts as unknown as CsvFacts;
    const { names, rows, container } = await readTable(await loadFixture(plugin, path));
    const isEmpty = count === 0 && columns.length === 0;
    assertEquals(names, dialect.header ? columns : cells[0]!.map((_, index) => `column ${index + 1}`));
    assertEquals(rows.slice(0, cells.length), cells);
    assertEquals(rows.length, count);
    assertEquals(container.delimiter, NAMES[dialect.delimiter]);
    assertEquals(container.header, dialect.header && !isEmpty);
    assertEquals(container.line_ending, NAMES[String(dialect.line_ending)]);
    assertEquals(container.final_newline, dialect.final_newline);
    // Python writes UTF-16 with a mark that its reader takes off.
    assertEquals(container.byte_order_mark, dialect.bom || container.encoding !== "utf-8");
  });
}

Deno.test("load() reads rows in batches, any number of times", async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `${index},text ${index}`);
  const { root } = await loadText(plugin, "a.csv", `id,name\n${lines.join("\n")}\n`);
  assertInstanceOf(root, Object);
  for (let pass = 0; pass < 2; pass++) {
    const batches = await Array.fromAsync((root as TableNode).rows());
    assertEquals(batches.length > 3, true);
    assertEquals(batches.flat().at(-1), ["19999", "text 19999"]);
  }
});

Deno.test("load() keeps ragged rows and tells them with their lines", async () => {
  const { rows, notes } = await read('a,b\n1,"x\ny"\n2\n3,4,5\n\n');
  assertEquals(rows, [["1", "x\ny"], ["2"], ["3", "4", "5"], []]);
  assertEquals(notes, [
    "not every row has 2 cells, as many as there are columns: 1 on line 4, 3 on line 5, 0 on line 6",
  ]);
});

Deno.test("load() counts the ragged rows that it does not list", async () => {
  const { notes } = await read(`a,b\n${"1\n".repeat(7)}`);
  assertEquals(notes[0]!.endsWith("1 on line 6, and so on (7 rows in all)"), true);
});

Deno.test("load() tells quoted cells that go on behind their quote", async () => {
  const { rows, notes } = await read('a,b\n1,"x"y\n2,"z" \n');
  assertEquals(rows, [["1", "xy"], ["2", "z "]]);
  assertEquals(notes, ["line 2: quoted cells go on behind their closing quote (2 in all)"]);
});

Deno.test("load() leaves out empty lines above the header", async () => {
  const { names, rows } = await read("\n\nid,loss\n1,0.5\n");
  assertEquals([names, rows], [["id", "loss"], [["1", "0.5"]]]);
});

Deno.test("load() says that an empty file is an empty table", async () => {
  for (const text of ["", "\ufeff"]) {
    const { names, rows, notes } = await read(text);
    assertEquals([names, rows, notes], [[], [], ["it is empty: a table without columns and rows"]]);
  }
});

Deno.test("load() names the columns of a table without a header by position", async () => {
  const { names, rows, container } = await read("1,0.5\n2,0.25\n");
  assertEquals([names, rows.length, container.header], [["column 1", "column 2"], 2, false]);
});

Deno.test("load() prefers tabs where the name says so, and goes by the text otherwise", async () => {
  assertEquals((await read("a,b\tc\n", "a.tsv")).names, ["a,b", "c"]);
  assertEquals((await read("a,b\n1,2\n", "a.tsv")).names, ["a", "b"]);
  assertEquals((await read("a\tb\n1\t2,5\n")).names, ["a", "b"]);
  assertEquals((await read("loss\n1\n", "a.tsv")).container.delimiter, "tab");
});

Deno.test("load() tells the line where a quote opens that is never closed", async () => {
  await assertRejects(
    () => read('a,b\n"1\n2",3\n4,"five\n6,7\n'),
    FormatError,
    'Cannot read "a.csv" at line 4: a quoted cell that starts here is not closed',
  );
});

Deno.test("load() refuses NUL characters and bad UTF-8 with their place", async () => {
  await assertRejects(() => read("a,b\r\n1,2\n3,\0\n"), FormatError, "at line 3: it has a NUL character");
  const bytes = new Uint8Array([0x61, 0x0a, 0x31, 0xff, 0x0a]);
  await assertRejects(
    async () => await readTable(await loadText(plugin, "a.csv", bytes)),
    FormatError,
    "at byte 3: the bytes are not UTF-8 text",
  );
});

Deno.test("load() stops at the limits of columns and of a cell", async () => {
  await assertRejects(() => read("a,b,c\n", "a.csv", { columns: 2 }), LimitError, "a row has more than 2 cells");
  await assertRejects(
    () => read(`a,b\n1,"${"x\n".repeat(100)}`, "a.csv", { textBytes: 50 }),
    LimitError,
    "at line 2: a cell has more than 50 characters",
  );
});

Deno.test("detect() goes by the name, and without one by rows of as many cells each", () => {
  assertEquals(detectText(plugin, "a.csv", "hello"), "likely");
  assertEquals(detectText(plugin, "a.csv", "\x80\x02\0"), null);
  assertEquals(detectText(plugin, "-", "id,loss\n1,0.5\n2,0.25\n"), "likely");
  assertEquals(detectText(plugin, "notes.txt", "a,b\nc,d\n"), null);
  for (const text of ["one line, with a comma", "a,b\nc\n", "a\nb\n", ""]) {
    assertEquals(detectText(plugin, "-", text), null, text);
  }
});

Deno.test("summarize() tells columns and dialect", async () => {
  const { facts } = await plugin.summarize(await loadText(plugin, "a.csv", "id;loss\r\n1;2\r\n"));
  assertEquals(facts, [
    { label: "columns", value: 2 },
    { label: "dialect", value: "semicolon, CRLF, utf-8, header" },
  ]);
});
