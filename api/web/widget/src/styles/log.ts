import { css } from "lit";

export const logStyles = css`
  :host {
    display: flex;
    flex: 1;
    min-height: 9em;
  }
  [role="log"] {
    position: relative;
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1em;
    scroll-behavior: smooth;
  }
  [role="log"]:focus-visible {
    outline-offset: -3px;
  }
  .greeting {
    max-width: 34em;
    color: var(--yh-ink-soft);
  }
  .starters {
    display: grid;
    gap: 0.5em;
    max-width: 34em;
    margin-top: 0.9em;
    list-style: none;
  }
  .choice {
    width: 100%;
    border-color: var(--yh-line);
    border-radius: 8px;
    color: var(--yh-blue);
    text-align: start;
  }
  @container (max-width: 480px) {
    [role="log"] {
      padding-inline: 0.75em;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    [role="log"] {
      scroll-behavior: auto;
    }
  }
`;
