-- For whom a substitute or delegate corrected a column, and for whom one decided.
alter table census.correction add column said_for_id uuid;
alter table census.correction add column decided_for text;
