-- The day on which the members were asked to come, again when the meeting was moved: answer_by is counted from it.
alter table meeting.meeting add column asked_on date;
update meeting.meeting set asked_on = (convened_at at time zone 'Asia/Shanghai')::date where answer_by is not null;
