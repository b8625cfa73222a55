import "./components/chat";
import "./components/launcher";
import { placeFor } from "./placing";
import { SCRIPT } from "./script";

placeFor(SCRIPT);
