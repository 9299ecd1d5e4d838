-- The day from which the last day to supply the data was counted in working days; null if somebody named that day, or
-- if it is not known which (demands of earlier versions).
alter table demand.demand add column due_counted_from date;
