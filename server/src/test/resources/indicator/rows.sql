-- Rows of three units in all states that the figures tell apart: units X1 and X2, the district Y1; X3 has nothing.
-- :now and :day are filled in by the test. Each unit has another number of each kind, so that a mixed-up unit is found.

insert into census.source (id, unit, name, kind)
select gen_random_uuid(), u.unit, u.unit || ' 来源 ' || n, 'files'
  from (values ('X1', 3), ('X2', 1), ('Y1', 2)) u (unit, most), generate_series(1, u.most) n;
-- an older and a newer census of each source but one, and one that did not end
insert into census.run (id, source, unit, sample, created_at, completed_at)
select gen_random_uuid(), s.id, s.unit, 0, now() - g * interval '2 days',
       case when g = 0 then null else now() - g * interval '1 day' end
  from census.source s, generate_series(0, 2) g
 where s.name <> 'X1 来源 3';
insert into census.found_table (run, path, kind, rows_read, bytes, columns, personal, result)
select r.id, 'table ' || n, 'table', 10, 100, 4 + n, 1,
       '{"classifications": [{"findings": [{}]}, {"findings": []}, {"findings": [{}, {}]}]}'
  from census.run r, generate_series(1, case when r.unit = 'X1' then 3 else 2 end) n;

create temporary table sample_entry on commit drop as
select gen_random_uuid() as id, u.unit, n,
       (array ['draft', 'submitted', 'signed', 'published', 'withdrawn', 'published', 'published'])[1 + n % 7] as state
  from (values ('X1', 17), ('X2', 9), ('Y1', 12)) u (unit, most), generate_series(1, u.most) n;
insert into catalog.entry (id, unit, code, created_at, created_by)
select id, unit, '307441' || unit || '/' || n, now() - interval '90 days', '某' from sample_entry;
insert into catalog.version (entry, number, state, title, grade, content, changed_at, changed_by, published_at,
                             published_until)
select id, 1, state, unit || ' 资源 ' || n, 'general-1',
       jsonb_build_object('title', unit || ' 资源 ' || n, 'grade', 'general-1')
       || case when n % 3 = 0 then jsonb_build_object('mount', jsonb_build_object(
              'source', gen_random_uuid(), 'sourceName', '来源', 'path', 't' || n, 'rows', 5, 'bytes', 9,
              'measuredAt', '2026-01-01T00:00:00Z')) else '{}' end,
       now(), '某',
       case when state in ('published', 'withdrawn') then now() - n * interval '6 days' end,
       case when state = 'withdrawn' then now() - interval '1 day' end
  from sample_entry;

insert into collection.plan (id, entry, lake_table, code, title, unit, source, source_name, path, cycle, state,
                             stopped_because, declared, declared_version, created_by, created_at)
select gen_random_uuid(), id, 'lake_' || unit || n, '307441' || unit || '/' || n, unit || ' 资源 ' || n, unit,
       gen_random_uuid(), '来源', 't' || n, case when n % 2 = 0 then 'daily' else 'yearly' end,
       case when n % 5 = 0 then 'stopped' when n % 11 = 0 then 'paused' else 'active' end,
       case when n % 5 = 0 then '[]' end, '{}', 1, '某', now() - interval '40 days'
  from sample_entry where state = 'published';
insert into collection.run (id, plan, mode, created_at, snapshot, committed_at, source_rows, kept, quarantined)
select gen_random_uuid(), p.id, 'table', now() - interval '3 days', 1, now() - interval '3 days', 5, 5, 0
  from collection.plan p where p.path <> 't3';
insert into job.job (id, kind, subject, facts, state, created_at, finished_at)
select r.id, 'collection', r.id::text, '{"title": "某"}', 'done', now(), now() from collection.run r;

insert into quality.run (id, entry, plan, unit, code, title, snapshot, version_at, day, cause, created_at, finished_at,
                         rows, failing, applicable, score, broken, held)
select gen_random_uuid(), p.entry, p.id, p.unit, p.code, p.title, g, now() - g * interval '1 day', now()::date, 'person',
       now() - g * interval '1 day', now() - g * interval '1 day', 100, g * 10, 100,
       case when p.path = 't6' then null else 100 - g * 7.5 end, g % 3, false
  from collection.plan p, generate_series(1, 2) g where p.path <> 't5';
insert into quality.objection (id, entry, unit, code, title, key_columns, key_values, item_column, item_name, reason,
                               state, reporter, reporter_id, reported_at, due, answered_at)
select gen_random_uuid(), p.entry, p.unit, p.code, p.title, array ['id'], array [g::text], 'name', '姓名', '不对',
       (array ['open', 'open', 'confirmed', 'refused'])[g], '某', gen_random_uuid(), now(), now()::date,
       case when g > 2 then now() end
  from collection.plan p, generate_series(1, 4) g where p.path in ('t3', 't5');

insert into sharing.request (id, number, unit, title, purpose, legal_basis, modes, per_second, per_day, addresses, clients,
                             first_day, last_day, responsible, phone, state, created_by, created_by_id, created_at,
                             changed_at, submitted_at)
select gen_random_uuid(), 'GX-' || u.unit || '-' || n, u.unit, '申请 ' || n, '核验', '办法', array ['api'], 1, 100, '{}',
       '{}', now()::date, now()::date + 100, '某', '1', (array ['draft', 'submitted', 'checking', 'answering', 'closed',
       'deleted'])[1 + n % 6], '某', gen_random_uuid(), now(), now(), now()
  from (values ('X1', 11), ('X2', 7), ('Y1', 6)) u (unit, most), generate_series(1, u.most) n;
-- each submitted request asks the two other units; answers in time, late, without a term, and incomplete ones
insert into sharing.part (id, request, position, entry, resource, title, owner, sharing_type, grade, items, row_filter,
                          state, case_id, due, answered_at, refusal_basis)
select gen_random_uuid(), r.id, k, e.id, '307441' || e.unit || '/' || k, '资源', e.unit, 'conditional', 'general-1', '[]', '{"conditions": []}',
       case when r.state in ('answering', 'checking') and k = 1 then 'answering'
            when r.state in ('submitted', 'draft', 'deleted') then 'waiting' else 'refused' end,
       'case', case when k = 3 then null else now()::date end,
       case when r.state in ('closed', 'answering', 'checking')
            then now() - interval '5 days' + (case when k = 2 then interval '9 days' else interval '0' end) end, '办法'
  from sharing.request r, generate_series(1, 3) k,
       lateral (select id, unit from sample_entry s where s.unit <> r.unit and s.n = k order by unit limit 2) e
 where not (k = 3 and r.state = 'closed' and e.unit = 'Y1')
   and (k <> 2 or r.number like '%5' or r.number like '%3')
   and not (k = 3 and r.state in ('answering', 'checking'));

insert into sharing.data_grant (id, number, part, entry, resource, title, owner, consumer, items, row_filter, modes,
                                per_second, per_day, first_day, last_day, purpose, legal_basis, state, state_reason,
                                granted_by, granted_at, changed_at)
select gen_random_uuid(), 'SQ-' || u.unit || '-' || n, gen_random_uuid(), gen_random_uuid(), '307441' || u.unit || '/' || n, '资源 ' || n,
       u.unit,
       case when u.unit = 'X1' then 'X2' else 'X1' end, '[{"code": "a", "name": "甲", "mask": {"kind": "clear", "first": 0, "last": 0}}]',
       '{"conditions": []}', array ['api'], 1, 100, now()::date - 200,
       case when n % 4 = 0 then now()::date - 3 else now()::date + 30 end, '核验', '办法',
       case when n % 5 = 0 then 'suspended' when n % 7 = 0 then 'ended' else 'active' end, '说明', '某', now(), now()
  from (values ('X1', 13), ('X2', 6), ('Y1', 8)) u (unit, most), generate_series(1, u.most) n;
insert into sharing.grant_use (data_grant, last_used_on)
select id, now()::date - (case when number like '%2' then 31 when number like '%3' then 29 else 1 end)
  from sharing.data_grant where number not like '%1';

insert into exchange.call (at, id, client, client_name, consumer, owner, resource, action, filter, fields, row_count,
                           status, result, microseconds, bytes, digest, address)
select now() - n * interval '9 days', gen_random_uuid(), gen_random_uuid(), '系统', 'X1', u.unit, 'r', 'read', '', '', 1,
       case when n % 4 = 0 then 403 else 200 end, case when n % 4 = 0 then 'refused' else 'ok' end, 10, 10, '\x00', '::1'
  from (values ('X1', 5), ('X2', 9), ('Y1', 3)) u (unit, most), generate_series(0, u.most) n, generate_series(1, 3);

insert into demand.demand (id, number, unit, title, items, scenario, legal_basis, state, responsible, asked, due, entry,
                           refusal_basis, review_on, created_by, created_by_id, created_at, changed_at, published_at,
                           met_at)
select gen_random_uuid(), 'XQ-' || u.unit || '-' || n, u.unit, '需求 ' || n, '{}', '核验', '办法', s.state,
       case when s.state in ('responsible', 'offered', 'met', 'negative')
            then (array ['X1', 'X2', 'Y1'])[1 + n % 3] end,
       (array ['X1', 'X2', 'Y1'])[1 + n % 3], now()::date - (n % 2), gen_random_uuid(), '法', now()::date, '某',
       gen_random_uuid(), now(), now(),
       case when s.state in ('offered', 'met') then now() - interval '1 hour' * (n % 5) * 20 end, now()
  from (values ('X1', 25), ('X2', 14), ('Y1', 19)) u (unit, most), generate_series(1, u.most) n,
       lateral (select (array ['draft', 'submitted', 'asked', 'routed', 'responsible', 'offered', 'met', 'negative',
           'deleted', 'met'])[1 + n % 10] as state) s;

insert into followup.follow_up (id, number, title, requirement, measure, origin, origin_text, kind, steps, giver_role,
                                giver_unit, given_by, given_at, lead, state, state_since, due, lapses_on, due_text,
                                closed_at, in_time, reported_at)
select gen_random_uuid(), 'DB-' || u.unit || '-' || n, '事项 ' || n, '要求', '标准', 'plan', '方案', 'ordinary',
       array ['given', 'working', 'reported'], 'bureau-operator', '00', '某', now() - interval '100 days', u.unit,
       case when n % 3 = 0 then 'closed' when n % 7 = 0 then 'reported' else 'working' end, now(),
       case when n % 4 <> 0 then now()::date - 30 + n * 4 end, case when n % 4 <> 0 then now()::date - 30 + n * 4 end,
       '按要求', case when n % 3 = 0 then now() - n * interval '3 days' end,
       case when n % 3 = 0 and n % 4 <> 0 then n % 2 = 0 end, case when n % 7 = 0 then now() end
  from (values ('X1', 22), ('X2', 10), ('Y1', 15)) u (unit, most), generate_series(1, u.most) n;

insert into meeting.meeting (id, territory, title, day, begins, ends, place, chair_role, state, created_by, created_by_id,
                             created_at, changed_at, convened_at, opened_at, opened_with, ended_at)
values ('00000000-0000-4000-8000-000000000001', '00', '联席会议', now()::date - 20, '09:00', '11:00', '一号', 'city-cdo',
        'ended', '某', gen_random_uuid(), now(), now(), now(), now(), '无', now());
insert into meeting.topic (id, number, territory, unit, origin, title, reason, proposal, state, created_by, created_at,
                           changed_at)
values ('00000000-0000-4000-8000-000000000002', 'YT-X', '00', 'X1', 'unit', '议题', '理由', '建议', 'dealt', '某', now(), now());
insert into meeting.item (id, meeting, topic, position, kind)
values ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000001',
        '00000000-0000-4000-8000-000000000002', 1, 'issues');
insert into meeting.resolution (id, meeting, item, position, title, requirement, measure, kind, lead, due, due_text, state,
                                manner, decided_at, decided_by, follow_up, changed_at)
select gen_random_uuid(), '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000003',
       row_number() over (order by f.number), f.title, '要求', '标准', 'ordinary', f.lead, now()::date, '', 'adopted',
       'consent', now() - interval '20 days', '某', f.id, now()
  from followup.follow_up f where f.number like '%-1%' and f.lead <> 'Y1' or f.number like '%-2';

-- Evidence of links of the chain for published entries.
update sharing.data_grant g set entry = s.id from sample_entry s where g.resource = '307441' || s.unit || '/' || s.n;
update demand.demand d set entry = s.id, answered_at = now()
  from sample_entry s
 where s.unit = d.responsible and d.state in ('responsible', 'offered', 'met')
       and s.n = 3 + substring(d.number from '\d+$')::int % 4;
insert into exchange.daily (data_grant, day, consumer, owner, grant_number, resource, calls, refused, failed, row_count,
                            microseconds)
select gen_random_uuid(), now()::date - n, 'X1', unit, 'SQ', '307441' || unit || '/' || n, 5, case when n % 3 = 0 then 5 else 1 end,
       0, 3, 100
  from sample_entry where n < 9;
update sharing.request set ordered = true where number like '%-4';
update sharing.data_grant g set part = (select p.id from sharing.part p join sharing.request r on r.id = p.request
                                         where r.ordered order by p.id limit 1)
 where g.number in ('SQ-X1-3', 'SQ-X1-5', 'SQ-X2-3', 'SQ-Y1-3');
insert into exchange.daily (data_grant, day, consumer, owner, grant_number, resource, calls, refused, failed, row_count,
                            microseconds)
select id, now()::date - 2, consumer, owner, number, 'r', 0, 0, 0, 3, 100
  from sharing.data_grant where number in ('SQ-X1-3', 'SQ-X1-5', 'SQ-X2-3', 'SQ-Y1-3', 'SQ-Y1-6');
insert into authority.question (id, number, unit, source, path, column_name, other_unit, other_source, other_path,
                                other_column, common, share, other_share, rows_read, other_rows, suggested, proposed,
                                reason, state, authority, basis, case_id, created_by, created_by_id, created_at,
                                decided_by, decided_at)
select gen_random_uuid(), 'SY-' || x.n, 'X1', (x.mount ->> 'source')::uuid, x.mount ->> 'path', 'id', 'X2',
       gen_random_uuid(), 't', 'id', 1, 1, 1, 1, 1, 'X1', 'X1', '理由', 'named', 'X1', '职责', 'case', '某', gen_random_uuid(),
       now(), '某', now()
  from (select s.n, v.content -> 'mount' as mount from sample_entry s join catalog.version v on v.entry = s.id
         where s.unit = 'X1' and v.state = 'published' and v.content -> 'mount' is not null) x;

insert into guidance.inquiry (id, number, kind, direction, unit, territory, title, state, asked_by, asked_by_id, asked_at,
                              turn_role, turn_unit, groups, turn_since, due, answered_at, answered_by, in_time, over_at)
select gen_random_uuid(), 'JL-' || u.unit || u.territory || '-' || n, 'question', 'to-bureau', u.unit, u.territory, '咨询 ' || n, s.state,
       '某', gen_random_uuid(), now() - interval '9 days',
       case s.state when 'open' then 'bureau-operator' when 'asked-back' then 'unit-cdo' end,
       case s.state when 'open' then u.territory when 'asked-back' then u.unit end,
       case s.state when 'open' then array ['bureau-operator@' || u.territory]
            when 'asked-back' then array ['unit-cdo@' || u.unit] else '{}' end,
       case when s.state in ('open', 'asked-back') then now() end,
       case when s.state in ('open', 'asked-back') then now()::date + n % 3 - 1 end,
       case when s.state in ('answered', 'closed') then now() end, case when s.state in ('answered', 'closed') then '某' end,
       case when s.state in ('answered', 'closed') then n % 3 <> 0 end,
       case when s.state in ('closed', 'withdrawn') then now() end
  from (values ('X1', '00', 21), ('X2', '00', 11), ('Y1', 'Y1', 16), ('Y1', '00', 7)) u (unit, territory, most),
       generate_series(1, u.most) n, lateral (select (array ['open', 'asked-back', 'answered', 'closed', 'withdrawn'])[1 + n % 5] as state) s;
