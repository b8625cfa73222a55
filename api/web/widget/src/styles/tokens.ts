import { unsafeCSS } from "lit";

import elder from "../../../shared/elder.css?inline";
import palette from "../../../shared/tokens.css?inline";

/** The colours shared with the pages, on the outermost element only: what lies inside inherits them. */
export const tokens = [unsafeCSS(palette), unsafeCSS(elder)];
