import { css } from "lit";

export const feedbackStyles = css`
  :host,
  [role="group"] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.5em;
  }
  button.quiet {
    font-size: 1em;
  }
  [role="status"]:focus {
    outline: none;
  }
`;
