import { css } from "lit";

/** The badge of `statusBadge`. */
export const statusStyles = css`
  .status {
    width: fit-content;
    padding: 0.05em 0.6em;
    border: 1px solid currentColor;
    border-radius: 4px;
    background: var(--yh-paper);
    font-size: 0.8125em;
    white-space: nowrap;
  }
  .in_force {
    color: var(--yh-blue);
  }
  .not_yet_in_force {
    border-style: dashed;
    color: var(--yh-ink);
  }
  .expired,
  .repealed {
    color: var(--yh-red);
    font-weight: 600;
  }
`;
