import { css } from "lit";

export const chatStyles = css`
  :host {
    height: 100%;
  }
  .shell {
    height: 100%;
    min-height: 22em;
    max-height: 100vh;
    container-type: inline-size;
  }
  .frame {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: inherit;
    max-height: inherit;
    overflow: hidden auto; /* where letters are large and the window is low, the head scrolls away */
    border: 1px solid var(--yh-line);
    border-radius: var(--yh-radius);
    background: var(--yh-ground);
  }
  :host([elder]) .frame {
    font-size: 1.5em;
  }
  .announcements {
    max-height: 6.5em;
    overflow-y: auto;
    padding: 0.5em 1em;
    border-bottom: 1px solid var(--yh-line);
    background: var(--yh-blue-wash);
    font-size: 0.9375em;
    line-height: 1.6;
  }
  .announcements p + p {
    margin-top: 0.3em;
  }
  .closed {
    display: grid;
    gap: 0.6em;
    justify-items: start;
    padding: 0.9em 1em;
    border-top: 1px solid var(--yh-line);
    background: var(--yh-paper);
  }
  .call {
    display: grid;
    place-items: center;
    min-height: max(44px, 2.75em);
    padding-inline: 1.4em;
    border-radius: 8px;
    background: var(--yh-blue);
    color: var(--yh-on-blue);
    font-weight: 600;
    text-decoration: none;
  }
  .offline {
    padding: 0.5em 1em;
    border-top: 1px solid var(--yh-red);
    background: var(--yh-red-wash);
    color: var(--yh-red);
    font-size: 0.9375em;
  }
  .foot {
    padding: 0 1.23em 0.7em;
    background: var(--yh-paper);
    color: var(--yh-ink-soft);
    font-size: 0.8125em;
    line-height: 1.5;
  }
  @container (max-width: 480px) {
    .foot {
      padding-inline: 0.92em;
    }
    :host([elder]) .foot {
      font-size: 0.7em;
    }
  }
`;
