import { AmbiguousError, FileError, FormatError, PluginError, UnsupportedError } from "../model/errors.ts";
import { quote } from "../model/escape.ts";
import type { Limits } from "../model/limits.ts";
import { pluginFailure } from "../model/plugin_failure.ts";
import type { Detection, FormatPlugin, PluginEntry, PluginManifest } from "../plugin.ts";
import type { ByteSource } from "../source/byte_source.ts";
import { hasSignature } from "./has_signature.ts";
import { refuseLfsPointer } from "./lfs_pointer.ts";
import { makeProbe, readHead } from "./make_probe.ts";

/** The plugin that reads a file, and why. */
export interface DetectedFormat {
  readonly entry: PluginEntry;
  readonly plugin: FormatPlugin;
  readonly detection: Detection;
}

/** A file whose format is asked for. */
interface Subject {
  readonly source: ByteSource;
  /** As the user gave it, for messages. */
  readonly path: string;
  /** Its end may tell the format. */
  readonly name: string;
  readonly head: Uint8Array;
  /** Those of the registry whose extension, the longest that fits, the name has. */
  readonly named: ReadonlySet<PluginEntry>;
  readonly limits: Limits;
}

/** What asking plugins gave. */
interface Answers {
  readonly accepted: DetectedFormat[];
  /** Why plugins could not tell, in the order in which they were asked. */
  readonly refused: { readonly entry: PluginEntry; readonly error: FileError }[];
}

const RANK: Readonly<Record<Detection["confidence"], number>> = { certain: 3, likely: 2, possible: 1 };

/**
 * Tells which plugin reads a file. Plugins whose extension or signature fits
 * are asked first, the others only if none of those is at least `likely`;
 * `possible` counts only where the name agrees. `null`: no plugin reads it, and
 * its name does not promise one. `name` is the file's name where `path` tells
 * nothing, as for standard input.
 *
 * @throws {FormatError} if it is a Git LFS pointer, or its name promises a format that it does not have.
 * @throws {UnsupportedError} if it is compressed as a whole.
 * @throws {AmbiguousError} if several plugins are equally confident.
 */
export async function detectFormat(
  source: ByteSource,
  path: string,
  registry: readonly PluginEntry[],
  limits: Limits,
  name: string = path,
): Promise<DetectedFormat | null> {
  const head = await readHead(source);
  refuseLfsPointer(head, path);
  const subject: Subject = { source, path, name, head, named: namedEntries(name, registry), limits };
  const isCandidate = (entry: PluginEntry) => subject.named.has(entry) || hasFirstBytes(entry, head);
  const answers: Answers = { accepted: [], refused: [] };
  await askAll(registry.filter(isCandidate), subject, answers);
  if (source.size > 0 && !answers.accepted.some(({ detection }) => RANK[detection.confidence] >= RANK.likely)) {
    await askAll(registry.filter((entry) => !isCandidate(entry)), subject, answers);
  }
  return choose(answers.accepted, subject) ?? await refuseNamed(answers, subject, registry);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

function namedEntries(path: string, registry: readonly PluginEntry[]): ReadonlySet<PluginEntry> {
  const name = baseName(path).toLowerCase();
  const fit = ({ manifest }: PluginEntry) =>
    Math.max(0, ...manifest.extensions.filter((extension) => name.endsWith(extension)).map(({ length }) => length));
  const longest = Math.max(0, ...registry.map(fit));
  return new Set(longest === 0 ? [] : registry.filter((entry) => fit(entry) === longest));
}

/** Whether the name's end is one that other formats use as well. */
function isShared({ sharedExtensions = [] }: PluginManifest, path: string): boolean {
  return sharedExtensions.some((extension) => baseName(path).toLowerCase().endsWith(extension));
}

async function askAll(entries: readonly PluginEntry[], subject: Subject, answers: Answers): Promise<void> {
  for (const entry of entries) {
    const isNamed = subject.named.has(entry);
    try {
      const plugin = await entry.load();
      const probe = makeProbe(subject.source, baseName(subject.name), subject.head, isNamed, subject.limits);
      const detection = await plugin.detect(probe) ?? agreeing(entry, subject);
      if (!detection) continue;
      checkDetection(detection, entry);
      if (detection.confidence !== "possible" || isNamed) answers.accepted.push({ entry, plugin, detection });
    } catch (error) {
      // A plugin that cannot read the file's beginning does not keep another from reading it.
      if (!(error instanceof FileError)) throw pluginFailure(entry.manifest.id, subject.path, error);
      answers.refused.push({ entry, error });
    }
  }
}

/**
 * A file that has a format's name and signature and is refused all the same is
 * a damaged one: loading tells what is wrong with it, unless another plugin is
 * surer.
 */
function agreeing(entry: PluginEntry, { named, head }: Subject): Detection | null {
  return named.has(entry) && hasFirstBytes(entry, head)
    ? { confidence: "possible", reason: "name and signature" }
    : null;
}

function hasFirstBytes({ manifest }: PluginEntry, head: Uint8Array): boolean {
  return manifest.signatures.some((signature) => hasSignature(head, signature));
}

function checkDetection({ confidence }: Detection, { manifest: { id } }: PluginEntry): void {
  if (Object.hasOwn(RANK, confidence)) return;
  throw new PluginError(id, `detect() gave the confidence ${quote(String(confidence))}`);
}

/** The most confident; among equals a user's plugin, then the one whose extension the name has. */
function choose(accepted: readonly DetectedFormat[], { path, named }: Subject): DetectedFormat | undefined {
  const rank = ({ entry, detection }: DetectedFormat) =>
    RANK[detection.confidence] * 4 + (entry.user ? 2 : 0) + (named.has(entry) ? 1 : 0);
  const highest = Math.max(...accepted.map(rank));
  const [best, ...equals] = accepted.filter((candidate) => rank(candidate) === highest);
  if (equals.length === 0) return best;
  const candidates = [best!, ...equals].map(({ entry }) => entry.manifest);
  throw new AmbiguousError(
    `Cannot tell the format of ${quote(path)}: ${candidates.map(({ title }) => title).join(" and ")} fit equally well`,
    candidates.map(({ id }) => id),
  );
}

/** No plugin reads the file: `null` if its name promised none, otherwise an error that says what it is instead. */
async function refuseNamed(
  { refused }: Answers,
  { path, name, head, named }: Subject,
  registry: readonly PluginEntry[],
): Promise<null> {
  const { compressionOf, describeBytes } = await import("./describe_bytes.ts");
  const compression = compressionOf(head);
  if (compression !== undefined && (named.size > 0 || promisesFormat(name, registry))) {
    throw new UnsupportedError(`it is ${compression}; unpack it first`, { file: path });
  }
  if ([...named].every(({ manifest }) => isShared(manifest, name))) return null;
  const told = refused.find(({ entry }) => named.has(entry));
  if (told) throw told.error;
  const titles = [...named].map(({ manifest }) => manifest.title).join(" or ");
  const article = /^[AEIOU]/.test(titles) ? "an" : "a";
  const found = describeBytes(head);
  throw new FormatError(`it is named like ${article} ${titles} file, but is not one: it is ${found}`, { file: path });
}

/** Whether a compressed file holds a known format by its name (`a.csv.gz`), or has a name that tells nothing (`-`). */
function promisesFormat(path: string, registry: readonly PluginEntry[]): boolean {
  const name = baseName(path);
  return !name.includes(".") || namedEntries(name.slice(0, name.lastIndexOf(".")), registry).size > 0;
}
