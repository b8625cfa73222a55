import { css } from "lit";

/**
 * The wall between a host page and the widget. What is inherited ends here (`all` leaves the direction alone, so it is set),
 * and what the page says of the element itself (`* { all: unset !important }`) loses to an important rule from inside.
 * `medium` is the size that the citizen chose in the browser, whatever the page made of it.
 */
export const shell = css`
  :host {
    display: block !important;
    visibility: visible !important;
    opacity: 1 !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  .shell {
    all: initial;
    direction: ltr;
    unicode-bidi: isolate;
    display: block;
    color: var(--yh-ink);
    color-scheme: light dark;
    font: medium / 1.7 var(--yh-font);
    -webkit-text-size-adjust: 100%;
  }
`;
