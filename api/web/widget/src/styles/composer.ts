import { css } from "lit";

export const composerStyles = css`
  :host {
    display: block;
    position: relative;
    padding: 0.75em 1em 0.4em;
    border-top: 1px solid var(--yh-line);
    background: var(--yh-paper);
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0 0.5em;
  }
  textarea {
    flex: 1;
    min-width: 0;
    min-height: max(44px, 2.75em);
    max-height: 8em;
    padding: 0.5em 0.75em;
    border: 1px solid var(--yh-line-strong);
    border-radius: 8px;
    background: var(--yh-paper);
    line-height: 1.6;
    resize: none;
    field-sizing: content;
  }
  textarea::placeholder {
    color: var(--yh-ink-soft);
    opacity: 1;
  }
  textarea:focus-visible {
    outline-offset: -1px;
  }
  textarea[aria-invalid="true"] {
    border-color: var(--yh-red);
  }
  button {
    min-height: max(44px, 2.75em);
    padding-inline: 1.2em;
    border-radius: 8px;
  }
  #counter {
    flex: 1 0 100%;
    color: var(--yh-ink-soft);
    font-size: 0.8125em;
  }
  @media (max-width: 600px) {
    :host {
      padding-inline: 0.75em;
    }
  }
  [role="listbox"] {
    position: absolute;
    inset: auto 1em 100%;
    z-index: 1;
    max-height: min(17em, 45vh);
    margin: 0 0 0.3em;
    padding: 0.3em;
    overflow-y: auto;
    border: 1px solid var(--yh-line-strong);
    border-radius: 8px;
    background: var(--yh-paper);
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.18);
    list-style: none;
  }
  [role="listbox"][hidden] {
    display: none;
  }
  [role="option"] {
    min-height: 2.25em;
    padding: 0.4em 0.6em;
    border-radius: 6px;
    line-height: 1.5;
    cursor: pointer;
  }
  [role="option"]:hover {
    background: var(--yh-blue-wash);
  }
  [role="option"][aria-selected="true"] {
    outline: 2px solid var(--yh-focus);
    outline-offset: -2px;
    background: var(--yh-blue-wash);
  }
  #counter.over {
    color: var(--yh-red);
    font-weight: 600;
  }
`;
