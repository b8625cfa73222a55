import { css } from "lit";

export const codeStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2em 0.6em;
  }
  b {
    font-family: ui-monospace, Consolas, monospace;
    letter-spacing: 0.12em;
  }
  b span + span {
    margin-inline-start: 0.5em;
  }
  button.quiet {
    min-height: 24px;
    padding: 0 0.6em;
    font-size: 1em;
  }
  @media (pointer: coarse) {
    button.quiet {
      min-height: 44px;
      margin-block: -0.4em;
      padding-inline: 1em;
    }
  }
  :host([large]) b {
    font-size: 2em;
  }
  :host([large]) > span:first-child {
    flex-basis: 100%;
  }
`;
