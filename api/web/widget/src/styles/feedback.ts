import { css } from "lit";

export const feedbackStyles = css`
  :host,
  [role="group"],
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.5em;
  }
  :host([data-state="asking"]) {
    flex: 1 0 100%;
  }
  button,
  button.quiet {
    font-size: 1em;
  }
  [role="status"]:focus {
    outline: none;
  }
  form {
    display: grid;
    flex: 1 0 100%;
    max-width: 34em;
    gap: 0.4em;
    color: var(--yh-ink);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2em 1.2em;
    margin: 0;
    padding: 0;
    border: 0;
  }
  fieldset label {
    display: flex;
    align-items: center;
    gap: 0.4em;
    min-height: 2em;
    cursor: pointer;
  }
  input {
    width: 1.15em;
    height: 1.15em;
    margin: 0;
    accent-color: var(--yh-blue);
  }
  textarea {
    width: 100%;
    padding: 0.4em 0.6em;
    border: 1px solid var(--yh-line-strong);
    border-radius: 8px;
    background: var(--yh-paper);
    resize: vertical;
  }
`;
