import { css } from "lit";

export const toolsStyles = css`
  :host {
    display: block;
  }
  /* Below its button, but against the edge of the widget's head, wherever the button stands in it. */
  #panel {
    position: absolute;
    inset-inline-end: 0.75em;
    z-index: 2;
    margin-top: 0.3em;
    display: grid;
    width: max-content;
    max-width: min(18em, 90vw);
    padding: 0.3em;
    border: 1px solid var(--yh-line-strong);
    border-radius: 8px;
    background: var(--yh-paper);
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.18);
  }
  @container (max-width: 480px) {
    div > button.quiet {
      padding-inline: 0.5em;
    }
  }
  #panel[hidden] {
    display: none;
  }
  #panel button,
  #panel a {
    display: block;
    min-height: max(44px, 2.5em);
    padding: 0.55em 0.8em;
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--yh-ink);
    font-size: 0.9375em;
    text-align: start;
    text-decoration: none;
  }
  #panel button:hover,
  #panel a:hover {
    background: var(--yh-blue-wash);
    color: var(--yh-blue);
  }
`;
