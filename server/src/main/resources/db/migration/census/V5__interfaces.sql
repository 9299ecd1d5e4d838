-- HTTP interfaces, as their OpenAPI document describes them.
alter table census.source drop constraint source_kind_check;
alter table census.source add constraint source_kind_check check (kind in ('postgresql', 'mysql', 'files', 'jdbc', 'http'));
-- where the document lies, or the document itself
alter table census.source add column document text;
-- what the operations stand below, where the document does not say it
alter table census.source add column base text;
alter table census.source drop constraint source_check;
alter table census.source add constraint source_address check (
    case kind
        when 'files' then document is null
        when 'http' then document is not null and host is null
        else host is not null and port is not null and database_name is not null and user_name is not null
    end);
