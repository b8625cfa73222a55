import { css } from "lit";

export const launcherStyles = css`
  .shell {
    display: contents;
  }
  .corner {
    position: fixed;
    inset: auto 1.25em 1.25em auto;
    z-index: 2147483000; /* for browsers without a top layer */
    width: auto;
    height: auto;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: visible;
    background: transparent;
  }
  .launch {
    min-height: 3.25em;
    padding-inline: 1.5em;
    border-color: var(--yh-blue);
    background: var(--yh-blue);
    color: var(--yh-on-blue);
    font-weight: 600;
  }
  .launch:hover {
    background: var(--yh-blue-strong);
    color: var(--yh-on-blue);
  }
  dialog {
    width: min(30em, 100vw);
    height: min(46em, 100dvh);
    max-width: none;
    max-height: none;
    margin: auto 1.25em 1.25em auto;
    padding: 0;
    border: 0;
    background: transparent;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    gap: 0.4em;
  }
  .close {
    align-self: end;
  }
  yihaoda-chat {
    flex: 1;
    min-height: 0;
  }
  @media (max-width: 600px) {
    dialog {
      margin: 0;
    }
  }
`;
