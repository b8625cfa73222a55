import { css } from "lit";

export const messageStyles = css`
  :host {
    display: block;
    padding-top: 1.1em;
  }
  div[data-testid] {
    padding: 0.8em 1.1em;
    border: 1px solid var(--yh-line);
    border-inline-start: 3px solid var(--yh-red);
    border-radius: 3px 12px 12px 3px;
    background: var(--yh-paper);
    overflow-wrap: anywhere;
  }
  .system {
    border-inline-start-color: var(--yh-line-strong);
    color: var(--yh-ink-soft);
  }
  .author {
    margin-bottom: 0.2em;
    color: var(--yh-ink-soft);
    font-size: 0.875em;
    font-weight: 600;
  }
`;
