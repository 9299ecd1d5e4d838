alter table identity.account add column last_sign_in timestamptz;
