import { css } from "lit";

export const attendanceStyles = css`
  .attendance,
  form {
    padding: 0.4em 1em;
    border-bottom: 1px solid var(--yh-line);
    background: var(--yh-blue-wash);
    font-size: 0.9375em;
    line-height: 1.6;
  }
  .attendance {
    color: var(--yh-blue);
    font-weight: 600;
  }
  .attendance:empty {
    display: none;
  }
  .place {
    display: block;
    color: var(--yh-ink);
    font-weight: 400;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1em;
    margin: 0;
    padding: 0;
    border: 0;
  }
  label {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
  }
`;
