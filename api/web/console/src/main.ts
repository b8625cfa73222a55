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
import "./calendar.css";
import "./dictionary.css";
import "./shell.css";
import { router } from "./router";

createApp(App).use(router).mount("#app");
