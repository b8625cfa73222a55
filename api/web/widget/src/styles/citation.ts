import { css } from "lit";

export const citationStyles = css`
  :host {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.15em 0.8em;
    padding: 0.7em 0.9em;
    border-inline-start: 3px solid var(--yh-blue);
    background: var(--yh-blue-wash);
    font-size: 0.9375em;
    line-height: 1.6;
  }
  :host > * {
    grid-column: 1 / -1;
  }
  .title {
    grid-area: 1 / 1;
    font-weight: 600;
  }
  button.link {
    min-height: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--yh-blue);
    font-weight: inherit;
    text-align: start;
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }
  .status {
    grid-area: 1 / 2;
    align-self: start;
  }
  .number,
  .facts {
    color: var(--yh-ink-soft);
    font-size: 0.9375em;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1em;
  }
  summary {
    width: fit-content;
    min-height: 24px;
    color: var(--yh-blue);
    cursor: pointer;
  }
  blockquote {
    margin-block: 0.2em 0.4em;
    white-space: pre-line;
  }
  @media (pointer: coarse), (max-width: 600px) {
    summary {
      padding-block: 0.5em;
    }
  }
`;
