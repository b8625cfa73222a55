export { YihaodaChat } from "./components/chat";
export { YihaodaLauncher } from "./components/launcher";
