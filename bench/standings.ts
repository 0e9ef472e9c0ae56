import { opponent } from "./contestants.ts";
import { median } from "./median.ts";
import { PROGRAMS } from "./programs.ts";
import type { ContestantResult, RowResult } from "./results.ts";
import type { Rival, Row } from "./rows.ts";
import { type SubjectId, SUBJECTS } from "./subjects.ts";

/** How diffai stands in one respect. */
export interface Standing {
  readonly subject: SubjectId;
  /** The id of the one that it is set against; absent: the value is diffai's own. */
  readonly against?: string;
  readonly quantity: "time" | "time per byte" | "memory";
  /** A ratio of medians where it is set against one; otherwise seconds or bytes. */
  readonly value: number;
  /** The most that the value may be. */
  readonly most?: number;
  /** Whether the other one would do the work instead of diffai, so that to be slower matters. */
  readonly isPeer: boolean;
}

/** Everything that a row's runs say of diffai, in the order of its rivals. */
export function standings(row: Row, { measured }: RowResult): readonly Standing[] {
  const resultOf = (id: string) => measured.find((each) => each.id === id);
  return SUBJECTS.flatMap((subject) => {
    const own = resultOf(subject);
    if (!own) return [];
    const against = row.rivals.flatMap((rival) => {
      const other = resultOf(opponent(row, rival, subject).id);
      return other ? relative(subject, rival, own, other) : [];
    });
    return [...absolute(subject, row, own), ...against];
  });
}

/** Whether a limit is exceeded. */
export function isMissed({ value, most }: Standing): boolean {
  return most !== undefined && value > most;
}

/** Whether diffai takes longer than one that would do the work instead. */
export function isSlower({ quantity, value, against, isPeer }: Standing): boolean {
  return isPeer && against !== undefined && quantity !== "memory" && value > 1;
}

function absolute(subject: SubjectId, row: Row, { seconds, peak_bytes: peak }: ContestantResult): Standing[] {
  const standing: Standing[] = [];
  if (row.seconds !== undefined) {
    standing.push({ subject, quantity: "time", value: median(seconds), most: row.seconds, isPeer: false });
  }
  if (row.peakBytes !== undefined && peak !== null) {
    standing.push({ subject, quantity: "memory", value: peak, most: row.peakBytes, isPeer: false });
  }
  return standing;
}

function relative(subject: SubjectId, rival: Rival, own: ContestantResult, other: ContestantResult): Standing[] {
  const { most, mostPeak, byByte, program } = rival;
  const pair = { subject, against: other.id, isPeer: program !== "same" && !PROGRAMS[program].isBaseline };
  const time = median(own.seconds) / median(other.seconds);
  const standing: Standing[] = [
    byByte
      ? { ...pair, quantity: "time per byte", value: time * other.bytes / own.bytes, most }
      : { ...pair, quantity: "time", value: time, most },
  ];
  if (mostPeak !== undefined && own.peak_bytes !== null && other.peak_bytes !== null) {
    standing.push({ ...pair, quantity: "memory", value: own.peak_bytes / other.peak_bytes, most: mostPeak });
  }
  return standing;
}
