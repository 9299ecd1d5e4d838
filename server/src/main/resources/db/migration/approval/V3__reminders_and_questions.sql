-- Who reminded those whose turn it was at a step, and when. The step is the engine's task, which is gone when the step
-- is over; the case stays.
create table approval.reminder (
    id bigint generated always as identity primary key,
    step text not null,
    case_id text not null,
    officer uuid not null,
    officer_name text not null,
    at timestamptz not null
);
create index reminder_step on approval.reminder (step, at);

-- Questions of those who decide a case to those who submitted it, and the answers. Title, unit and page are the case's
-- at that time: whoever answers may read no more of it.
create table approval.question (
    id uuid primary key,
    case_id text not null,
    title text not null,
    unit text not null,
    link text not null,
    question text not null,
    asked_by text not null,
    asked_by_id uuid not null,
    asked_at timestamptz not null,
    answer text,
    answered_by text,
    answered_by_id uuid,
    answered_at timestamptz,
    check ((answer is null) = (answered_by is null) and (answer is null) = (answered_by_id is null)
           and (answer is null) = (answered_at is null))
);
create index question_case on approval.question (case_id, asked_at);
