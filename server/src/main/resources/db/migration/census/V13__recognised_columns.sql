-- How many columns of a table have a meaning that was recognised. It follows the result, also when that is corrected.
alter table census.found_table add column recognised int generated always as
    (jsonb_array_length(jsonb_path_query_array(result, '$.classifications[*] ? (@.findings.size() > 0)'))) stored;
