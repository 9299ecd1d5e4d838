-- When all tables were read: what comes after needs the source no more, and cannot be cancelled.
alter table census.run add read_at timestamptz;
