-- How the signer came to the role: their own appointment, a provisional one, as substitute or as delegate. Null for
-- signatures from before this was recorded.
alter table catalog.version add column signed_capacity text
    check (signed_capacity in ('own', 'acting', 'substitute', 'delegate'));
