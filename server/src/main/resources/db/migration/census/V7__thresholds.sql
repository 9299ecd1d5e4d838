-- By which thresholds a census went: those of the day on which it began to read, also where it was continued later.
-- Null for a census that has not begun, or began before this was kept.
alter table census.run
    add asserted int,
    add mass_rows int,
    add duplicate int,
    add reference int,
    add check (num_nonnulls(asserted, mass_rows, duplicate, reference) in (0, 4));
