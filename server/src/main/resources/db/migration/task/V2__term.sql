-- The rule by which the last day is counted from the day of opened_at; null where the day was named.
alter table task.task add column term text;
alter table task.task add check (term is null or due is not null);

-- Each evening until now a grant's question was given another last day, so that none came.
update task.task set term = 'sharing.unused-answer'
 where kind = 'sharing.unused' and state = 'open' and due is not null;
update task.task set term = 'directive.read'
 where kind = 'directive.read' and state = 'open' and due is not null;
