import { css } from "lit";

export const personStyles = css`
  form,
  .receipt {
    display: grid;
    gap: 0.5em;
  }
  label {
    margin-top: 0.5em;
    font-weight: 600;
  }
  textarea,
  input {
    width: 100%;
    min-height: 2.75em;
    padding: 0.5em 0.75em;
    border: 1px solid var(--yh-line-strong);
    border-radius: 8px;
    background: var(--yh-paper);
    color: inherit;
    font: inherit;
    resize: vertical;
  }
  .hint {
    color: var(--yh-ink-soft);
    font-size: 0.875em;
  }
  .failed {
    color: var(--yh-red);
  }
  .primary {
    min-height: max(44px, 2.75em);
    margin-top: 0.5em;
  }
  .receipt:focus {
    outline: none;
  }
  h3 {
    font-size: 1.125em;
  }
`;
