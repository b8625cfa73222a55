import { css } from "lit";

export const sheetStyles = css`
  dialog {
    width: min(36em, 100vw - 2rem);
    max-width: none;
    max-height: min(44em, 100dvh - 2rem);
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--yh-line-strong);
    border-radius: var(--yh-radius);
    background: var(--yh-paper);
    color: var(--yh-ink);
  }
  dialog[open] {
    display: flex;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.5);
  }
  .sheet {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5em;
    padding: 0.6em 1em;
    border-bottom: 1px solid var(--yh-line);
  }
  h2 {
    font-size: 1.0625em;
  }
  header button {
    flex: none;
  }
  .body {
    padding: 1em;
    overflow-y: auto;
    overscroll-behavior: contain;
    overflow-wrap: anywhere;
  }
  @media (max-width: 600px), (max-height: 480px) {
    dialog {
      width: 100vw;
      height: 100dvh;
      max-height: none;
      margin: 0;
      border: 0;
      border-radius: 0;
    }
    header,
    .body {
      padding-inline: 0.75em;
    }
  }
  @media (max-height: 480px) {
    /* So little height is one page that scrolls. */
    .sheet {
      overflow-y: auto;
    }
    .body {
      overflow: visible;
    }
  }
`;
