export { compare32, compare64 } from "./compare";
export {
  decodeBfloat16,
  decodeFloat16,
  decodeInt16,
  decodeInt32,
  decodeTable8,
  decodeUint16,
  decodeUint32,
  widen32,
} from "./decode";
export {
  centredSquares32,
  centredSquares64,
  countChanged,
  countSignedZeros32,
  countSignedZeros64,
  countUnequal32,
  countUnequal64,
  findDifference32,
  findDifference64,
  products32,
  products64,
} from "./scan";
