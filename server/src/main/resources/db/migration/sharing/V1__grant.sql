create schema if not exists sharing;

create sequence sharing.grant_number;
create sequence sharing.grant_change;

-- The right of a unit to read items and rows of an entry, for one purpose and a term.
create table sharing.data_grant (
    id uuid primary key,
    number text not null unique,
    -- the part of a request that was granted; a renewal is the part of a later request
    part uuid not null,
    entry uuid not null,
    resource text not null,
    title text not null,
    -- the units as they were when it was granted; their successors follow from the day
    owner text not null,
    consumer text not null,
    -- machine clients of the consumer that may use it, empty for any of them
    clients uuid[] not null default '{}',
    -- [{code, name, mask}]
    items jsonb not null check (jsonb_array_length(items) > 0),
    row_filter jsonb not null,
    modes text[] not null check (modes <> '{}' and modes <@ array['api', 'file', 'table', 'feed']),
    per_second integer not null check (per_second > 0),
    per_day bigint not null check (per_day > 0),
    -- networks in CIDR notation, empty for any
    addresses text[] not null default '{}',
    -- from this hour of the day until that; over midnight if the first is the later one
    hour_from smallint check (hour_from between 0 and 23),
    hour_to smallint check (hour_to between 1 and 24),
    first_day date not null,
    last_day date not null,
    purpose text not null,
    legal_basis text not null,
    state text not null check (state in ('active', 'suspended', 'ended')),
    state_reason text,
    granted_by text not null,
    -- null if the rule granted it
    granted_by_id uuid,
    granted_at timestamptz not null,
    -- grows with every change of any grant, in the order of the commits
    change bigint not null unique,
    changed_at timestamptz not null,
    check ((hour_from is null) = (hour_to is null) and hour_from is distinct from hour_to),
    check (first_day <= last_day),
    check (state = 'active' or state_reason is not null)
);
create index data_grant_entry on sharing.data_grant (entry);
create index data_grant_consumer on sharing.data_grant (consumer, resource);
create index data_grant_owner on sharing.data_grant (owner);

-- Each change draws its number under a lock that lasts until the commit: whoever has read up to a number has missed
-- none below it. The channel tells every node that listens.
create function sharing.grant_changed() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtext('sharing.data_grant'));
    new.change := nextval('sharing.grant_change');
    perform pg_notify('sharing_grant', new.id || ' ' || new.change);
    return new;
end
$$;
create trigger grant_changed before insert or update on sharing.data_grant
    for each row execute function sharing.grant_changed();

-- The last day on which a grant was used; apart, because it is no change of the grant.
create table sharing.grant_use (
    data_grant uuid primary key references sharing.data_grant on delete cascade,
    last_used_on date not null
);
