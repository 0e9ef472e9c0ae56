import { assertEquals } from "@std/assert";
import { viewStorage } from "../../../plugins/pytorch/view_storage.ts";
import type { Storage } from "../../../plugins/pytorch/storage.ts";
import type { TensorView } from "../../../plugins/pytorch/tensor_view.ts";
import { torchType } from "../../../plugins/pytorch/torch_type.ts";
