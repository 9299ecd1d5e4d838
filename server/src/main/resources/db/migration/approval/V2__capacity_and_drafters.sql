-- How the person came to the role in which they decided; null for decisions from before this was recorded.
alter table approval.decision add column capacity text check (capacity in ('own', 'acting', 'substitute', 'delegate'));

-- Who wrote at the subject of a case: they must not decide it. The principal is the person for whom they wrote, else
-- they themselves. Drafts from before this table name only those who wrote since.
create table approval.drafter (
    flow text not null,
    subject text not null,
    officer uuid not null,
    principal uuid not null,
    primary key (flow, subject, officer, principal)
);
