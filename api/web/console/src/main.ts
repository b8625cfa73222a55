import { createApp } from "vue";

import App from "./App.vue";
import "./console.css";
import "./editor.css";
import "./entries.css";
import "./panels.css";
import "./parts.css";
import "./results.css";
import "./pages.css";
import "./imports.css";
import "./conversations.css";
import "./calls.css";
import "./desk.css";
import "./wall.css";
import "./calendar.css";
import "./channels.css";
import "./dictionary.css";
import "./shell.css";
import { router } from "./router";

createApp(App).use(router).mount("#app");
