// Pages that only read carry no script; pages on which one acts say so themselves.
export const csr = false;
