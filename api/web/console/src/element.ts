/** The parts of Element Plus in use, each with its own style: the whole library would be ten times as much. */
import "element-plus/es/components/alert/style/css";
import "element-plus/es/components/button/style/css";
import "element-plus/es/components/checkbox/style/css";
import "element-plus/es/components/dialog/style/css";
import "element-plus/es/components/drawer/style/css";
import "element-plus/es/components/empty/style/css";
import "element-plus/es/components/form-item/style/css";
import "element-plus/es/components/form/style/css";
import "element-plus/es/components/input/style/css";
import "element-plus/es/components/skeleton/style/css";
import "element-plus/es/components/switch/style/css";
import "element-plus/es/components/tabs/style/css";

export { ElAlert } from "element-plus/es/components/alert/index.mjs";
export { ElButton } from "element-plus/es/components/button/index.mjs";
export { ElCheckbox } from "element-plus/es/components/checkbox/index.mjs";
export { ElConfigProvider } from "element-plus/es/components/config-provider/index.mjs";
export { ElDialog } from "element-plus/es/components/dialog/index.mjs";
export { ElDrawer } from "element-plus/es/components/drawer/index.mjs";
export { ElEmpty } from "element-plus/es/components/empty/index.mjs";
export { ElForm, ElFormItem } from "element-plus/es/components/form/index.mjs";
export { ElInput } from "element-plus/es/components/input/index.mjs";
export { ElSkeleton } from "element-plus/es/components/skeleton/index.mjs";
export { ElSwitch } from "element-plus/es/components/switch/index.mjs";
export { ElTabPane, ElTabs } from "element-plus/es/components/tabs/index.mjs";
export { default as zhCn } from "element-plus/es/locale/lang/zh-cn.mjs";
