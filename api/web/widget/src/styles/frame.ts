import { css } from "lit";

export const frameStyles = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    justify-content: center;
    gap: 0.8em;
    min-height: 0;
    text-align: center;
  }
  iframe {
    flex: 1;
    width: 100%;
    border: 0;
    color-scheme: normal;
  }
`;
