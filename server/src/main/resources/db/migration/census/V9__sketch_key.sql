-- The key that sketches and signatures were made with; null for the oldest key of the node. What was made with
-- different keys cannot be compared.
alter table census.found_table add column sketch_key text;
alter table census.known_column add column sketch_key text;
