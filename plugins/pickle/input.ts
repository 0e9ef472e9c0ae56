import { FormatError, LimitError } from "../../core/model/errors.ts";
import { quote } from "../../core/model/escape.ts";

/** Where errors in a pickle point to. */
export interface PicklePlace {
  /** The file's name for messages. */
  readonly file: string;
  /** The archive member that is the pickle, if it is one. */
  readonly member?: string;
  /** Offset of the pickle's first byte in its file or member. */
  readonly offset: number;
}

/** Thrown inside the machine when the bytes end before the program does; more bytes may mend it. */
export class PickleTruncated extends FormatError {}

/** The bytes of a pickle and the place in them. Every read is checked against what is left. */
export class PickleInput {
  readonly #place: PicklePlace;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** Offset of the next byte. */
  position = 0;
  /** The instruction at work, and its offset, for messages. */
  opcode = "";
  start = 0;

  constructor(bytes: Uint8Array, place: PicklePlace) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#place = place;
  }

  get left(): number {
    return this.#bytes.length - this.position;
  }

  uint1(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint2(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  int4(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  uint4(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  /** A 64-bit length of what follows, which must be there. */
  length8(): number {
    const length = this.#view.getBigUint64(this.#advance(8), true);
    if (length > BigInt(this.left)) throw this.#truncated(`${length} bytes are wanted, but ${this.left} are left`);
    return Number(length);
  }

  float8(): number {
    return this.#view.getFloat64(this.#advance(8), false);
  }

  /** A view on the next `length` bytes, without a copy. */
  take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** The bytes up to a newline, which is skipped. */
  line(): Uint8Array {
    const end = this.#bytes.indexOf(0x0a, this.position);
    if (end < 0) throw this.#truncated("its text has no end of line");
    const text = this.#bytes.subarray(this.position, end);
    this.position = end + 1;
    return text;
  }

  /** Stops reading: the pickle is malformed at the instruction at work. */
  fail(reason: string): never {
    throw new FormatError(this.#reason(reason), this.#details());
  }

  /** Stops reading: the pickle asks for more than is allowed. */
  exceeds(reason: string): never {
    throw new LimitError(this.#reason(reason), this.#details());
  }

  /** The error for a program that goes on past the last byte. */
  endsWithoutStop(): FormatError {
    return this.#truncated("the pickle ends without STOP");
  }

  #advance(length: number): number {
    const start = this.position;
    if (length < 0) this.fail(`length ${length} is negative`);
    if (length > this.left) throw this.#truncated(`${length} bytes are wanted, but ${this.left} are left`);
    this.position = start + length;
    return start;
  }

  #truncated(reason: string): PickleTruncated {
    return new PickleTruncated(this.#reason(reason), this.#details());
  }

  #reason(reason: string): string {
    const { member } = this.#place;
    const where = member === undefined ? "" : `pickle ${quote(member)}, `;
    return this.opcode === "" ? `${where}${reason}` : `${where}opcode ${this.opcode}: ${reason}`;
  }

  #details() {
    return { file: this.#place.file, place: { offset: this.#place.offset + this.start } };
  }
}
