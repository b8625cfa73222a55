import { css } from "lit";

/** What every element of the widget shares: reset, focus, the three kinds of button. Lengths are in em: 大字版 scales all. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none;
  }
  p,
  h2,
  h3,
  ul,
  ol,
  blockquote {
    margin: 0;
    padding: 0;
  }
  a {
    color: var(--yh-blue);
    text-underline-offset: 0.18em;
  }
  button,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  button {
    min-height: 2.25em;
    padding: 0.3em 0.9em;
    border: 1px solid var(--yh-line-strong);
    border-radius: 8px;
    background: var(--yh-paper);
    cursor: pointer;
  }
  button:enabled:hover {
    border-color: var(--yh-blue);
    color: var(--yh-blue);
  }
  button.primary {
    border-color: var(--yh-blue);
    background: var(--yh-blue);
    color: var(--yh-on-blue);
  }
  button.primary:enabled:hover {
    color: var(--yh-on-blue);
    background: var(--yh-blue-strong);
  }
  button.quiet {
    font-size: 0.875em;
  }
  button[disabled] {
    border-color: var(--yh-line);
    background: var(--yh-ground);
    color: var(--yh-ink-soft);
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid var(--yh-focus);
    outline-offset: 2px;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (pointer: coarse), (max-width: 600px) {
    button,
    select {
      min-height: 44px;
    }
  }
`;
