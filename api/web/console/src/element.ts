/** The parts of Element Plus in use, each with its own style: the whole library would be ten times as much. */
import "element-plus/es/components/alert/style/css";
import "element-plus/es/components/button/style/css";
import "element-plus/es/components/checkbox/style/css";
import "element-plus/es/components/empty/style/css";
import "element-plus/es/components/form-item/style/css";
import "element-plus/es/components/form/style/css";
import "element-plus/es/components/input/style/css";
import "element-plus/es/components/skeleton/style/css";

export { ElAlert } from "element-plus/es/components/alert/index.mjs";
export { ElButton } from "element-plus/es/components/button/index.mjs";
export { ElCheckbox } from "element-plus/es/components/checkbox/index.mjs";
export { ElEmpty } from "element-plus/es/components/empty/index.mjs";
export { ElForm, ElFormItem } from "element-plus/es/components/form/index.mjs";
export { ElInput } from "element-plus/es/components/input/index.mjs";
export { ElSkeleton } from "element-plus/es/components/skeleton/index.mjs";
