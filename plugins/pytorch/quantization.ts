import { quote } from "../../core/model/escape.ts";
import { elementCount, type Quantization, type TensorNode } from "../../core/model/tensor.ts";
import type { Plan, PlanTools } from "../pickle/plan.ts";
import { integerOf, itemsOf, nameOf } from "../pickle/read_args.ts";
import type { PickleValue } from "../pickle/value.ts";

/** torch's names of schemes and ours. */
const SCHEMES: Readonly<Record<string, Quantization["scheme"]>> = {
  "torch.per_tensor_affine": "per_tensor",
  "torch.per_tensor_symmetric": "per_tensor",
  "torch.per_channel_affine": "per_channel",
  "torch.per_channel_symmetric": "per_channel",
  "torch.per_channel_affine_float_qparams": "per_channel",
};

/**
 * Reads a quantizer's parameters. Scales and zero points of channels are
 * tensors themselves: the lists are filled when loading ends.
 */
export function readQuantization(
  parameters: PickleValue | undefined,
  shape: readonly number[],
  tensor: (value: PickleValue | undefined) => Plan | undefined,
  tools: PlanTools,
): Quantization {
  const [schemeValue, scale, zeroPoint, axisValue] = itemsOf(parameters) ?? [];
  const name = nameOf(schemeValue);
  const scheme = name !== undefined && Object.hasOwn(SCHEMES, name) ? SCHEMES[name] : undefined;
  if (!scheme) return tools.unsupported(`the tensor is quantized by the scheme ${quote(name ?? "?")}`);
  if (scheme === "per_tensor") {
    const zero = integerOf(zeroPoint);
    if (typeof scale !== "number" || zero === undefined) return tools.fail("the tensor has no scale or zero point");
    return { scheme, scales: [scale], zeroPoints: [zero] };
  }
  const axis = integerOf(axisValue);
  const channels = axis === undefined ? undefined : shape[axis];
  if (axis === undefined || channels === undefined) return tools.fail("the tensor's quantized axis does not exist");
  const read = (value: PickleValue | undefined, what: string) => channelNumbers(value, what, channels, tensor, tools);
  return { scheme, axis, scales: read(scale, "scales"), zeroPoints: read(zeroPoint, "zero points") };
}

function channelNumbers(
  value: PickleValue | undefined,
  what: string,
  channels: number,
  tensor: (value: PickleValue | undefined) => Plan | undefined,
  tools: PlanTools,
): readonly number[] {
  const listed = itemsOf(value);
  if (listed) {
    const numbers = listed.map(Number);
    if (numbers.length !== channels) tools.fail(`the tensor has ${numbers.length} ${what} for ${channels} channels`);
    return numbers;
  }
  const node = tensor(value);
  if (node?.kind !== "tensor" || !(node.dtype.name in READERS)) return tools.fail(`the tensor's ${what} are no tensor`);
  const count = elementCount(node.shape);
  if (count !== channels) return tools.fail(`the tensor has ${count} ${what} for ${channels} channels`);
  const numbers: number[] = [];
  tools.later(() => readNumbers(node, numbers));
  return numbers;
}

type ReadElement = (view: DataView, offset: number) => number;

const READERS: Readonly<Record<string, ReadElement>> = {
  float64: (view, offset) => view.getFloat64(offset, true),
  float32: (view, offset) => view.getFloat32(offset, true),
  int64: (view, offset) => Number(view.getBigInt64(offset, true)),
  int32: (view, offset) => view.getInt32(offset, true),
};

async function readNumbers({ dtype, data }: TensorNode, into: number[]): Promise<void> {
  const read = READERS[dtype.name]!, step = dtype.bits / 8;
  for await (const block of data!.blocks(step * 8192)) {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    for (let at = 0; at < block.length; at += step) into.push(read(view, at));
  }
}
