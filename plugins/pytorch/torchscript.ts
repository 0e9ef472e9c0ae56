import { hexText } from "../../core/model/hex.ts";
import type { Limits } from "../../core/model/limits.ts";
import type { MapNode, TreeNode } from "../../core/model/tree.ts";
import { readZipMember } from "../../core/source/zip_member.ts";
import type { Knowledge, Plan } from "../pickle/plan.ts";
import { dictEntries } from "../pickle/plan_value.ts";
import { nameOf } from "../pickle/read_args.ts";
import { PickleDict, type PickleObject } from "../pickle/value.ts";
import type { TorchArchive } from "./torch_archive.ts";
import { tensorInRole } from "./view_tensor.ts";

/** What an archive's code says of one class. */
interface ScriptClass {
  readonly parameters: ReadonlySet<string>;
  readonly buffers: ReadonlySet<string>;
}

/** What is read from a TorchScript archive beside its pickles. */
export interface Script {
  /** How objects of the archive's own classes become maps. */
  readonly knowledge: Knowledge;
  /** A digest of each member with code or with data of the user's own; they are not compared further. */
  readonly metadata: MapNode;
}

/** Reads which attributes of its classes are parameters and buffers, from the code in the archive. */
export async function readTorchscript(archive: TorchArchive, limits: Limits): Promise<Script> {
  const classes = new Map<string, ScriptClass>();
  const digests = new Map<string, TreeNode>();
  let left = limits.documentBytes;
  for (const member of archive.directory) {
    if (!isCompared(member.name.slice(archive.root.length))) continue;
    const bytes = await readZipMember(archive.source, member, left);
    left -= bytes.length;
    const path = member.name.slice(archive.root.length);
    if (path.startsWith(CODE)) addClasses(classes, path.slice(CODE.length), new TextDecoder().decode(bytes));
    digests.set(path, { kind: "scalar", type: "string", value: `sha256 ${await sha256(bytes)}` });
  }
  return {
    knowledge: {
      planners: new Map(),
      object: (object) => scriptObject(object, classes),
      knows: (name) => name.startsWith("__torch__."),
    },
    metadata: { kind: "map", entries: new Map([...digests].sort(([a], [b]) => a < b ? -1 : 1)) },
  };
}

const CODE = "code/";
const EXTRA = "extra/";

/** Code, without what only debuggers read, and files that the user added. */
function isCompared(path: string): boolean {
  return (path.startsWith(CODE) && path.endsWith(".py")) || path.startsWith(EXTRA);
}

const CLASS = /^class (\w+)\(/;
const MEMBERS = /^ {2}__(parameters|buffers)__ = \[(.*)\]$/;

/** Adds the classes of one code member: `__torch__/a/b.py` holds the classes `__torch__.a.b.*`. */
function addClasses(into: Map<string, ScriptClass>, path: string, code: string): void {
  const module = path.slice(0, -".py".length).replaceAll("/", ".");
  let name = "", parameters = new Set<string>(), buffers = new Set<string>();
  for (const line of code.split("\n")) {
    const started = CLASS.exec(line)?.[1];
    if (started !== undefined) [name, parameters, buffers] = [started, new Set(), new Set()];
    const [, role, list] = MEMBERS.exec(line) ?? [];
    if (list === undefined) continue;
    // A class without either line does not tell what its attributes are.
    into.set(`${module}.${name}`, { parameters, buffers });
    for (const [, member] of list.matchAll(/"([^"]*)"/g)) (role === "buffers" ? buffers : parameters).add(member!);
  }
}

function scriptObject({ callable, state }: PickleObject, classes: ReadonlyMap<string, ScriptClass>): Plan | undefined {
  const typeName = nameOf(callable);
  if (!typeName?.startsWith("__torch__.") || !(state instanceof PickleDict)) return undefined;
  const entries = dictEntries(state), members = classes.get(typeName);
  return {
    kind: "branch",
    values: entries.map(([, value]) => value),
    keyAt: (index) => entries[index]![0],
    build: (nodes) => ({
      kind: "map",
      typeName,
      entries: new Map(nodes.map((node, index) => {
        const name = entries[index]![0];
        return [name, members ? withRole(node, name, members) : node];
      })),
    }),
  };
}

/** A tensor, or each of a list of tensors, with what the class says it is; an attribute is neither parameter nor buffer. */
function withRole(node: TreeNode, name: string, { parameters, buffers }: ScriptClass): TreeNode {
  const role = parameters.has(name) ? "parameter" : buffers.has(name) ? "buffer" : "state";
  const told = (one: TreeNode): TreeNode => one.kind === "tensor" ? tensorInRole(one, role) : one;
  return node.kind === "list" ? { ...node, items: node.items.map(told) } : told(node);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hexText(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
